'use strict';
(() => {
  const { data, across, upwards, axisNumber, ticks, marks, around, scatter, pick, fill } = charts;
  const { settings, views, trials, references } = data;
  const hues = 6;
  const everyone = [...trials, ...references];
  const number = (text) => {
    const parts = String(text).split('/').map(Number);
    return parts.length === 2 ? parts[0] / parts[1] : parts[0];
  };
  const spread = (values) => d3.min(values) > 0 && d3.max(values) / d3.min(values) > 10;
  const short = (v) => (v === null ? '–' : d3.format(Math.abs(v) >= 1000 ? ',.0f' : '.3~g')(v));

  // Distinct values of a setting: numbers by size, words as they were met.
  const inOrder = (values) => {
    const met = [...new Set(values)];
    return met.map(number).some(Number.isNaN) ? met : d3.sort(met, number);
  };

  // Where the values of a setting stand: on a linear or logarithmic axis, or side by side.
  function placed(values, range) {
    const distinct = inOrder(values);
    const numbers = distinct.map(number);
    if (numbers.some(Number.isNaN) || (numbers.includes(0) && spread(numbers.filter((v) => v > 0)))) {
      const scale = d3.scalePoint(distinct, range).padding(0.4);
      return { at: scale, ticks: distinct.map((v) => [scale(v), v]) };
    }
    const scale = around(numbers, range, spread(numbers), spread(numbers) ? 0.08 : 0.05);
    const own = distinct.length <= 6;
    return { at: (v) => scale(number(v)), ticks: own ? numbers.map((v, i) => [scale(v), distinct[i]]) : marks(scale, ticks(scale), axisNumber) };
  }

  // An upright axis, logarithmic where values differ much.
  function vertical(values, range) {
    const scale = around(values, range, spread(values), 0.08);
    return scale.base ? scale : scale.nice(5);
  }

  const controls = d3.select('#sweep-controls');
  const view = pick(controls, 'Success on', views);
  const shade = settings.length > 0 ? pick(controls, 'Colour by', settings) : () => 0;
  const swatches = controls.append('div').attr('class', 'swatches');

  let colourOf = () => 'var(--hue-0)';
  function colours() {
    const path = settings[shade()];
    const order = inOrder(trials.map((t) => t.values[path]));
    const few = order.length <= hues;
    const rank = (t) => order.indexOf(t.values[path]);
    // Many values: from one hue to another by rank.
    const mix = (i) => (few ? `var(--hue-${i})` : `color-mix(in oklab, var(--hue-1) ${Math.round((100 * i) / (order.length - 1))}%, var(--hue-0))`);
    colourOf = (t) => (references.includes(t) ? 'var(--hue-plain)' : mix(rank(t)));
    swatches.selectChildren().remove();
    for (const i of few ? d3.range(order.length) : [0, order.length - 1]) {
      swatches.append('span').style('--c', mix(i)).html('<i></i>').append('span').text(order[i]);
    }
  }

  function words(t) {
    const values = settings.filter((s) => s in t.values).map((s) => `${s} ${t.values[s]}`);
    return [t.name, ...values, `success ${short(t.success[view()])} %`, `clean ${short(t.accuracy)} %`, `Lipschitz ${short(t.lipschitz)}`,
      ...(t.curvature === null ? [] : [`curvature ${short(t.curvature)}`])];
  }

  const point = (t, x, y) => ({ name: t.name, x, y, colour: colourOf(t), words: words(t), hollow: references.includes(t) });

  function pareto() {
    const size = { width: 720, height: 380, left: 50, right: 8, top: 10, bottom: 34 };
    const success = (t) => t.success[view()];
    const shown = everyone.filter((t) => success(t) !== null && t.accuracy !== null);
    if (shown.length === 0) return [];
    const xScale = vertical(shown.map((t) => t.accuracy), across(size));
    const yScale = vertical(shown.flatMap((t) => [success(t), ...(t.intervals[view()] ?? [])]), upwards(size));
    const x = (t) => xScale(t.accuracy), y = (t) => yScale(success(t));
    const beaten = (t) => shown.some((o) => success(o) >= success(t) && o.accuracy >= t.accuracy && (success(o) > success(t) || o.accuracy > t.accuracy));
    const front = d3.sort(shown.filter((t) => !beaten(t)), (t) => t.accuracy);
    return [scatter({
      title: 'Success on the targets in %',
      label: 'Success on the targets against the clean accuracy of the surrogate',
      xName: 'clean accuracy of the surrogate in %',
      size,
      xMarks: marks(xScale, ticks(xScale, 12), axisNumber),
      yMarks: marks(yScale, ticks(yScale, 9), axisNumber),
      points: shown.map((t) => {
        const [low, high] = t.intervals[view()] ?? [];
        return { ...point(t, x(t), y(t)), ...(low === undefined ? {} : { low: yScale(low), high: yScale(high) }) };
      }),
      under: (svg) => {
        svg.append('path').attr('class', 'front').attr('d', d3.line(x, y)(front));
        for (const t of references.filter((one) => shown.includes(one))) {
          svg.append('text').attr('x', x(t) - 8).attr('y', y(t)).attr('dy', '-.6em').attr('text-anchor', 'end').text(t.name);
        }
      },
    })];
  }

  const measures = [['Success on the targets in %', (t) => t.success[view()]], ['Clean accuracy in %', (t) => t.accuracy],
    ['Empirical Lipschitz constant', (t) => t.lipschitz], ['Curvature along the gradient', (t) => t.curvature]];

  function effect(path, [title, measure]) {
    const size = { width: 270, height: 190, left: 50, right: 8, top: 10, bottom: 34 };
    const shown = trials.filter((t) => path in t.values && measure(t) !== null);
    if (shown.length === 0) return [];
    const plain = references.filter((t) => measure(t) !== null).slice(0, 1);
    const place = placed(shown.map((t) => t.values[path]), across(size));
    const yScale = vertical([...shown, ...plain].map(measure), upwards(size));
    const x = (t) => place.at(t.values[path]), y = (t) => yScale(measure(t));
    const others = (t) => settings.filter((s) => s !== path).map((s) => t.values[s]).join('|');
    return [scatter({
      title,
      label: `${title} against ${path}`,
      xName: path,
      size,
      xMarks: place.ticks,
      yMarks: marks(yScale, ticks(yScale), axisNumber),
      points: shown.map((t) => point(t, x(t), y(t))),
      under: (svg) => {
        for (const t of plain) svg.append('line').attr('class', 'plain-line').attr('x1', size.left).attr('x2', size.width - size.right).attr('y1', y(t)).attr('y2', y(t));
        for (const [, group] of d3.group(shown, others)) {
          const line = d3.line(x, y)(d3.sort(group, x));
          svg.append('path').attr('class', 'joined').style('--c', settings[shade()] === path ? 'var(--hue-plain)' : colourOf(group[0])).attr('d', line);
        }
      },
    })];
  }

  function draw() {
    colours();
    fill('#pareto', pareto());
    settings.forEach((path, i) => fill(`#setting-${i}`, measures.flatMap((measure) => effect(path, measure))));
  }
  controls.on('change', draw);
  draw();
})();
