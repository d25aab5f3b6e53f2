'use strict';
(() => {
  const { settings, views, trials, references } = JSON.parse(document.getElementById('data').textContent);
  const left = 50, right = 8, top = 10, bottom = 34;
  const hues = 6;
  const everyone = [...trials, ...references];
  const number = (text) => {
    const parts = String(text).split('/').map(Number);
    return parts.length === 2 ? parts[0] / parts[1] : parts[0];
  };
  const spread = (values) => d3.min(values) > 0 && d3.max(values) / d3.min(values) > 10;
  const short = (v) => (v === null ? '–' : d3.format(Math.abs(v) >= 1000 ? ',.0f' : '.3~g')(v));
  const axisNumber = (v) => d3.format(Math.abs(v) >= 1e4 || (v !== 0 && Math.abs(v) < 1e-3) ? '.3~s' : '~g')(v).replace('m', 'e-3').replace('µ', 'e-6');
  // Few ticks on a logarithmic axis: whole powers, or 1, 2 and 5 where there are few of them.
  const ticks = (scale, count) => {
    if (!scale.base) return scale.ticks(count);
    const all = scale.ticks();
    const digit = (t) => Number(t.toExponential()[0]);
    const powers = all.filter((t) => digit(t) === 1);
    return powers.length >= 3 ? powers : all.filter((t) => [1, 2, 5].includes(digit(t)));
  };

  // Distinct values of a setting: numbers by size, words as they were met.
  const inOrder = (values) => {
    const met = [...new Set(values)];
    return met.map(number).some(Number.isNaN) ? met : d3.sort(met, number);
  };

  // Where the values of a setting stand: on a linear or logarithmic axis, or side by side.
  function place(values, range) {
    const distinct = inOrder(values);
    const numbers = distinct.map(number);
    if (numbers.some(Number.isNaN) || (numbers.includes(0) && spread(numbers.filter((v) => v > 0)))) {
      const scale = d3.scalePoint(distinct, range).padding(0.4);
      return { at: scale, ticks: distinct.map((v) => [scale(v), v]) };
    }
    const [low, high] = d3.extent(numbers);
    const room = low === high ? Math.abs(low) / 10 || 1 : (high - low) / 20;
    const scale = spread(numbers) ? d3.scaleLog([low / 1.2, high * 1.2], range) : d3.scaleLinear([low - room, high + room], range);
    const own = distinct.length <= 6;
    const marks = own ? numbers.map((v, i) => [scale(v), distinct[i]]) : ticks(scale, 5).map((v) => [scale(v), axisNumber(v)]);
    return { at: (v) => scale(number(v)), ticks: marks };
  }

  function vertical(values, range) {
    const [low, high] = d3.extent(values);
    if (spread(values)) return d3.scaleLog([low / 1.1, high * 1.1], range);
    const room = (high - low) / 12 || Math.abs(high) / 10 || 1;
    return d3.scaleLinear([low - room, high + room], range).nice(5);
  }

  const controls = d3.select('#sweep-controls');
  function pick(label, choices) {
    const select = controls.append('label').attr('class', 'pick').text(`${label} `).append('select').attr('autocomplete', 'off');
    choices.forEach((name, i) => select.append('option').attr('value', i).text(name));
    return () => Number(select.property('value'));
  }
  const view = pick('Success on', views);
  const shade = settings.length > 0 ? pick('Colour by', settings) : () => 0;
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

  // The same trial is marked in every chart and in the table.
  function choose(trial, out) {
    d3.selectAll('.readout').selectChildren().remove();
    d3.selectAll('.point').classed('chosen', (t) => t === trial);
    document.querySelectorAll('tr[data-trial]').forEach((row) => row.classList.toggle('chosen', trial !== null && row.dataset.trial === trial.name));
    if (trial) words(trial).forEach((word) => out.append('span').text(word));
  }

  // One chart: axes, then whatever `draw` adds, then a mark per trial that answers to the pointer.
  function chart({ title, width, height, xTicks, x, yScale, y, yWords, shown, xName, draw = () => {} }) {
    const figure = d3.create('figure').attr('class', 'panel curve');
    figure.append('figcaption').text(title);
    const svg = figure.append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img').attr('aria-label', `${title} against ${xName}`);
    for (const tick of ticks(yScale, 5)) {
      svg.append('line').attr('class', 'grid').attr('x1', left).attr('x2', width - right).attr('y1', yScale(tick)).attr('y2', yScale(tick));
      svg.append('text').attr('x', left - 6).attr('y', yScale(tick)).attr('dy', '.32em').attr('text-anchor', 'end').text(yWords(tick));
    }
    const roomy = xTicks.filter(([at], i) => i === 0 || at - xTicks[i - 1][0] > 22);
    for (const [at, label] of roomy) svg.append('text').attr('x', at).attr('y', height - bottom + 15).attr('text-anchor', 'middle').text(label);
    svg.append('text').attr('class', 'axis-name').attr('x', (left + width - right) / 2).attr('y', height - 3).attr('text-anchor', 'middle').text(xName);
    draw(svg);
    svg.selectAll('.point').data(shown).join('path').attr('class', (t) => (references.includes(t) ? 'point reference' : 'point'))
      .style('--c', colourOf).attr('transform', (t) => `translate(${x(t)},${y(t)})`)
      .attr('d', (t) => d3.symbol(references.includes(t) ? d3.symbolDiamond : d3.symbolCircle, 55)());
    const out = figure.append('div').attr('class', 'readout');
    svg.on('pointermove', (event) => {
      const [px, py] = d3.pointer(event);
      choose(d3.least(shown, (t) => (x(t) - px) ** 2 + (y(t) - py) ** 2) ?? null, out);
    });
    svg.on('pointerleave', () => choose(null, out));
    return figure.node();
  }

  function pareto() {
    const width = 720, height = 380;
    const success = (t) => t.success[view()];
    const shown = everyone.filter((t) => success(t) !== null && t.accuracy !== null);
    if (shown.length === 0) return;
    const xScale = vertical(shown.map((t) => t.accuracy), [left, width - right]);
    const yScale = vertical(shown.flatMap((t) => [success(t), ...(t.intervals[view()] ?? [])]), [height - bottom, top]);
    const x = (t) => xScale(t.accuracy), y = (t) => yScale(success(t));
    const beaten = (t) => shown.some((o) => success(o) >= success(t) && o.accuracy >= t.accuracy && (success(o) > success(t) || o.accuracy > t.accuracy));
    const front = d3.sort(shown.filter((t) => !beaten(t)), (t) => t.accuracy);
    d3.select('#pareto').append(() => chart({
      title: 'Success on the targets in %', width, height, xName: 'clean accuracy of the surrogate in %',
      xTicks: ticks(xScale, 8).map((v) => [xScale(v), axisNumber(v)]), x, yScale, y, yWords: axisNumber, shown,
      draw: (svg) => {
        for (const t of shown.filter((one) => one.intervals[view()])) {
          const [low, high] = t.intervals[view()];
          svg.append('line').attr('class', 'interval').style('--c', colourOf(t)).attr('x1', x(t)).attr('x2', x(t)).attr('y1', yScale(low)).attr('y2', yScale(high));
        }
        svg.append('path').attr('class', 'front').attr('d', d3.line(x, y)(front));
        for (const t of references.filter((one) => shown.includes(one))) {
          svg.append('text').attr('x', x(t) - 8).attr('y', y(t)).attr('dy', '-.6em').attr('text-anchor', 'end').text(t.name);
        }
      },
    })).classed('scatter', true);
  }

  function effects(path) {
    const width = 270, height = 190;
    const block = d3.select('#settings').append('div');
    block.append('h3').text(path);
    const panels = block.append('div').attr('class', 'panels');
    const measures = [['Success on the targets in %', (t) => t.success[view()]], ['Clean accuracy in %', (t) => t.accuracy],
      ['Empirical Lipschitz constant', (t) => t.lipschitz], ['Curvature along the gradient', (t) => t.curvature]];
    for (const [title, measure] of measures) {
      const shown = trials.filter((t) => path in t.values && measure(t) !== null);
      if (shown.length === 0) continue;
      const plain = references.filter((t) => measure(t) !== null).slice(0, 1);
      const xPlace = place(shown.map((t) => t.values[path]), [left, width - right]);
      const yScale = vertical([...shown, ...plain].map(measure), [height - bottom, top]);
      const x = (t) => xPlace.at(t.values[path]), y = (t) => yScale(measure(t));
      const others = (t) => settings.filter((s) => s !== path).map((s) => t.values[s]).join('|');
      panels.append(() => chart({
        title, width, height, xName: path, xTicks: xPlace.ticks, x, yScale, y, yWords: axisNumber, shown,
        draw: (svg) => {
          for (const t of plain) svg.append('line').attr('class', 'plain-line').attr('x1', left).attr('x2', width - right).attr('y1', y(t)).attr('y2', y(t));
          for (const [, group] of d3.group(shown, others)) {
            const line = d3.line(x, y)(d3.sort(group, x));
            svg.append('path').attr('class', 'joined').style('--c', settings[shade()] === path ? 'var(--hue-plain)' : colourOf(group[0])).attr('d', line);
          }
        },
      }));
    }
  }

  function draw() {
    d3.select('#pareto').selectChildren().remove();
    d3.select('#settings').selectChildren().remove();
    colours();
    pareto();
    settings.forEach(effects);
  }
  controls.on('change', draw);
  draw();
})();
