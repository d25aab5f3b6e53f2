'use strict';
(() => {
  const { training, steps } = JSON.parse(document.getElementById('data').textContent);
  const width = 340, height = 190, left = 46, bottom = 22;
  const chosen = (group) => document.querySelector(`input[name="${group}"]:checked`).value;
  // A dash per line beside its colour, so that neither overlap nor colour blindness hides one.
  const dash = (i) => ['none', '7 3', '2 3', '9 3 2 3'][(i + Math.floor(i / 12)) % 4];
  const whole = (v) => d3.format(',')(v);

  // One small chart: a line per series, and the value of each under the pointer.
  function plot({ title, label, series, x, y, xTicks, yTicks, yFormat, at, drawable = (v) => v !== null }) {
    const figure = d3.create('figure').attr('class', 'panel curve');
    figure.append('figcaption').text(title);
    const svg = figure.append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img').attr('aria-label', label);
    for (const tick of yTicks) {
      svg.append('line').attr('class', 'grid').attr('x1', left).attr('x2', width - 6).attr('y1', y(tick)).attr('y2', y(tick));
      svg.append('text').attr('x', left - 6).attr('y', y(tick)).attr('dy', '.32em').attr('text-anchor', 'end').text(yFormat(tick));
    }
    for (const tick of xTicks) {
      svg.append('text').attr('x', x(tick)).attr('y', height - 6).attr('text-anchor', 'middle').text(whole(tick));
    }
    for (const one of series) {
      const line = d3.line((_, i) => x(one.xs[i]), (v) => y(v)).defined(drawable);
      if (one.raw) svg.append('path').attr('class', 'raw').style('--c', one.colour).attr('d', line(one.raw));
      svg.append('path').attr('class', 'mean').style('--c', one.colour).style('--dash', one.dash).attr('d', line(one.ys));
      if (one.dots) {
        svg.append('g').style('--c', one.colour).selectAll('circle').data(d3.range(one.xs.length).filter((i) => drawable(one.ys[i])))
          .join('circle').attr('r', 2.5).attr('cx', (i) => x(one.xs[i])).attr('cy', (i) => y(one.ys[i]));
      }
    }
    read(svg, figure.append('div').attr('class', 'readout'), { series, x, at });
    return figure.node();
  }

  // The value of each line under the pointer.
  function read(svg, out, { series, x, at }) {
    const cursor = svg.append('line').attr('class', 'cursor').attr('y1', 8).attr('y2', height - bottom).attr('visibility', 'hidden');
    svg.on('pointermove', (event) => {
      const place = x.invert(Math.max(left, Math.min(width - 6, d3.pointer(event)[0])));
      cursor.attr('visibility', 'visible').attr('x1', x(place)).attr('x2', x(place));
      out.selectChildren().remove();
      out.append('span').text(at(whole(Math.round(place))));
      for (const one of series) {
        const value = one.ys[d3.bisectCenter(one.xs, place)];
        out.append('span').text(`${one.name} `).append('b').style('--c', one.colour).text(value === null ? '–' : d3.format('.3~g')(value));
      }
    });
    svg.on('pointerleave', () => { cursor.attr('visibility', 'hidden'); out.selectChildren().remove(); });
  }

  function segmented(controls, group, legend, choices) {
    const field = controls.append('fieldset').attr('class', 'segmented');
    field.append('legend').text(legend);
    choices.forEach(([value, label], i) => {
      const choice = field.append('label');
      choice.append('input').attr('type', 'radio').attr('name', group).attr('value', value).attr('autocomplete', 'off').property('checked', i === 0);
      choice.append('span').text(label);
    });
  }

  // A button per line that shows what it looks like and hides it.
  function keys(controls, lines, hidden, draw) {
    for (const line of lines) {
      const key = controls.append('button').attr('type', 'button').attr('class', 'key').attr('aria-pressed', String(!hidden.has(line.name)))
        .style('--c', line.colour).style('--dash', line.dash);
      key.append('svg').attr('aria-hidden', 'true').append('line').attr('x2', '1.8rem').attr('y1', 2).attr('y2', 2);
      key.append('span').text(line.name);
      key.on('click', () => {
        if (!hidden.delete(line.name)) hidden.add(line.name);
        key.attr('aria-pressed', String(!hidden.has(line.name)));
        draw();
      });
    }
  }

  function fill(id, charts) {
    d3.select(id).selectChildren().remove();
    charts.forEach((chart) => document.querySelector(id).append(chart));
  }

  // Training curves: one small chart per term, all refined surrogates in each.
  function trainingCurves({ terms, curves }) {
    const hidden = new Set();
    const lines = curves.map((c, i) => ({ ...c, dash: dash(i) }));

    function average(values) {
      const reach = Math.round(values.length / 40);
      return values.map((value, i) => (value === null ? null : d3.mean(values.slice(Math.max(0, i - reach), i + reach + 1))));
    }

    function chart(term) {
      const shown = lines.filter((c) => !hidden.has(c.name) && c.terms[term].some((v) => v !== null));
      const logarithmic = chosen('curve-scale') === 'log';
      const drawable = (v) => v !== null && (!logarithmic || v > 0);
      const values = shown.flatMap((c) => c.terms[term]).filter(drawable);
      if (values.length === 0) {
        const figure = d3.create('figure').attr('class', 'panel curve');
        figure.append('figcaption').text(term);
        figure.append('p').attr('class', 'about').text('Not part of this loss.');
        return figure.node();
      }
      const [low, high] = d3.extent(values);
      const x = d3.scaleLinear(d3.extent(shown.flatMap((c) => c.steps)), [left, width - 6]);
      const y = (logarithmic ? d3.scaleLog([low, high === low ? low * 2 : high], [height - bottom, 8])
        : d3.scaleLinear([Math.min(0, low), high || 1], [height - bottom, 8])).nice();
      const many = logarithmic && y.ticks().length > 8;
      return plot({
        title: term,
        label: `${term} over the steps of the refinement`,
        series: shown.map((c) => {
          const raw = c.terms[term];
          return { ...c, xs: c.steps, ...(term === 'Learning rate' ? { ys: raw } : { ys: average(raw), raw }) };
        }),
        x,
        y,
        xTicks: x.ticks(4),
        yTicks: many ? y.ticks().filter((t) => /^1(e|0*$|\.0*$)/.test(t.toExponential())) : y.ticks(5),
        yFormat: (v) => d3.format(Math.abs(v) >= 1e4 ? '~s' : '~g')(v),
        at: (step) => `step ${step}`,
        drawable,
      });
    }

    const draw = () => fill('#curves', terms.map(chart));
    const controls = d3.select('#curve-controls').property('hidden', false);
    segmented(controls, 'curve-scale', 'Scale', [['linear', 'Linear'], ['log', 'Logarithmic']]);
    keys(controls, lines, hidden, draw);
    controls.on('change', draw);
    draw();
  }

  // Success after the recorded steps: a chart per surrogate with a line per attack, or the other way round.
  function stepCurves({ views, surrogates, attacks, curves }) {
    const hidden = new Set();
    const controls = d3.select('#step-controls').property('hidden', false);
    segmented(controls, 'step-panels', 'A chart per', [['surrogate', 'Surrogate'], ['attack', 'Attack']]);
    segmented(controls, 'step-axis', 'Against', [['steps', 'Steps'], ['gradients', 'Gradient evaluations']]);
    const pick = controls.append('label').attr('class', 'pick').text('Success on ').append('select').attr('autocomplete', 'off');
    views.forEach((view, i) => pick.append('option').attr('value', i).text(view));
    const legend = controls.append('div').attr('class', 'keys');

    function draw() {
      const axis = chosen('step-axis'), panels = chosen('step-panels'), view = pick.property('value');
      const lineOf = panels === 'surrogate' ? 'attack' : 'surrogate';
      const all = curves.map((c) => ({ ...c, xs: c[axis], ys: c.rates[view] }));
      const [first, last] = d3.extent(all.flatMap((c) => c.xs));
      // Costs of a step differ by orders of magnitude, numbers of steps do not.
      const x = axis === 'gradients' ? d3.scaleLog([first, last === first ? 2 * last : last], [left, width - 6])
        : d3.scaleLinear([0, last], [left, width - 6]);
      // One scale for all charts, so that they can be compared.
      const y = d3.scaleLinear([0, d3.max(all.flatMap((c) => c.ys)) || 1], [height - bottom, 8]).nice();
      fill('#step-curves', (panels === 'surrogate' ? surrogates : attacks).map(({ name }) => plot({
        title: name,
        label: `Success of each ${lineOf} in percent over the ${axis}, ${panels} ${name}`,
        series: lines().filter((l) => !hidden.has(l.name)).flatMap((l) => all.filter((c) => c[panels] === name && c[lineOf] === l.name)
          .map((c) => ({ ...l, xs: c.xs, ys: c.ys, dots: c.xs.length <= 20 }))),
        x,
        y,
        xTicks: axis === 'gradients' ? x.ticks().filter((t) => (last > 100 * first ? /^1e/ : /^[125]e/).test(t.toExponential())) : x.ticks(4),
        yTicks: y.ticks(5),
        yFormat: (v) => `${v} %`,
        at: (place) => (axis === 'gradients' ? `${place} gradients` : `step ${place}`),
      })));
    }
    function lines() {
      return (chosen('step-panels') === 'surrogate' ? attacks : surrogates).map((l, i) => ({ ...l, dash: dash(i) }));
    }

    function choose() {
      legend.selectChildren().remove();
      keys(legend, lines(), hidden, draw);
      draw();
    }
    controls.on('change', choose);
    choose();
  }

  if (training.curves.length > 0) trainingCurves(training);
  if (steps.curves.length > 0) stepCurves(steps);
})();
