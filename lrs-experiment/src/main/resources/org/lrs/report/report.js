'use strict';
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const chosen = (group) => document.querySelector(`input[name="${group}"]:checked`)?.value;
  const hide = (selector, mark, keep) => all(selector).forEach((e) => e.classList.toggle(mark, !keep(e.dataset)));

  // Which table, bars and images are shown.
  function choose() {
    hide('[data-attack]', 'off-attack', (d) => d.attack === chosen('attack'));
    hide('[data-denominator]', 'off-denominator', (d) => d.denominator === chosen('denominator'));
    hide('.card', 'off', (d) => d.surrogate === chosen('gallery-surrogate') && d.attackName === chosen('gallery-attack'));
  }
  all('.controls').forEach((e) => e.addEventListener('change', choose));
  choose();

  // Light and dark: the system's choice until the reader makes one.
  const root = document.documentElement;
  document.getElementById('theme').addEventListener('click', () => {
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.dataset.theme = (root.dataset.theme || system) === 'dark' ? 'light' : 'dark';
  });

  // Copying works from a file too, where the clipboard interface may be missing.
  const copy = document.getElementById('copy');
  copy.addEventListener('click', () => {
    const selection = getSelection();
    selection.selectAllChildren(document.getElementById('command'));
    copy.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => { copy.textContent = 'Copy'; }, 2000);
  });

  // Training curves: one small chart per term, all refined surrogates in each.
  const { terms, curves } = JSON.parse(document.getElementById('data').textContent);
  if (curves.length === 0) return;
  const width = 340, height = 190, left = 46, bottom = 22;
  const hidden = new Set();
  // A dash per curve beside its colour, so that neither overlap nor colour blindness hides one.
  const dashes = new Map(curves.map((c, i) => [c.name, ['none', '7 3', '2 3', '9 3 2 3'][i % 4]]));

  function average(values) {
    const reach = Math.round(values.length / 40);
    return values.map((value, i) => (value === null ? null : d3.mean(values.slice(Math.max(0, i - reach), i + reach + 1))));
  }

  function chart(term) {
    const shown = curves.filter((c) => !hidden.has(c.name) && c.terms[term].some((v) => v !== null));
    const logarithmic = chosen('curve-scale') === 'log';
    const drawable = (v) => v !== null && (!logarithmic || v > 0);
    const figure = d3.create('figure').attr('class', 'panel curve');
    figure.append('figcaption').text(term);
    const values = shown.flatMap((c) => c.terms[term]).filter(drawable);
    if (values.length === 0) {
      figure.append('p').attr('class', 'about').text('Not part of this loss.');
      return figure.node();
    }
    const [low, high] = d3.extent(values);
    const x = d3.scaleLinear(d3.extent(shown.flatMap((c) => c.steps)), [left, width - 6]);
    const y = (logarithmic ? d3.scaleLog([low, high === low ? low * 2 : high], [height - bottom, 8])
      : d3.scaleLinear([Math.min(0, low), high || 1], [height - bottom, 8])).nice();
    const format = (v) => d3.format(Math.abs(v) >= 1e4 ? '~s' : '~g')(v);
    const ticks = logarithmic && y.ticks().length > 8 ? y.ticks().filter((t) => /^1(e|0*$|\.0*$)/.test(t.toExponential())) : y.ticks(5);
    const svg = figure.append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img')
      .attr('aria-label', `${term} over the steps of the refinement`);
    for (const tick of ticks) {
      svg.append('line').attr('class', 'grid').attr('x1', left).attr('x2', width - 6).attr('y1', y(tick)).attr('y2', y(tick));
      svg.append('text').attr('x', left - 6).attr('y', y(tick)).attr('dy', '.32em').attr('text-anchor', 'end').text(format(tick));
    }
    for (const tick of x.ticks(4)) {
      svg.append('text').attr('x', x(tick)).attr('y', height - 6).attr('text-anchor', 'middle').text(d3.format(',')(tick));
    }
    const means = new Map();
    for (const curve of shown) {
      const raw = curve.terms[term];
      const smooth = term === 'Learning rate' ? raw : average(raw);
      means.set(curve, smooth);
      const line = d3.line((_, i) => x(curve.steps[i]), (v) => y(v)).defined(drawable);
      if (smooth !== raw) svg.append('path').attr('class', 'raw').style('--c', curve.colour).attr('d', line(raw));
      svg.append('path').attr('class', 'mean').style('--c', curve.colour).style('--dash', dashes.get(curve.name)).attr('d', line(smooth));
    }
    read(svg, figure.append('div').attr('class', 'readout'), x, shown, means);
    return figure.node();
  }

  // The value of each curve under the pointer.
  function read(svg, out, x, shown, means) {
    const cursor = svg.append('line').attr('class', 'cursor').attr('y1', 8).attr('y2', height - bottom).attr('visibility', 'hidden');
    svg.on('pointermove', (event) => {
      const step = x.invert(Math.max(left, Math.min(width - 6, d3.pointer(event)[0])));
      cursor.attr('visibility', 'visible').attr('x1', x(step)).attr('x2', x(step));
      out.selectChildren().remove();
      out.append('span').text(`step ${d3.format(',')(Math.round(step))}`);
      for (const curve of shown) {
        const i = d3.bisectCenter(curve.steps, step);
        out.append('span').text(`${curve.name} `).append('b').style('--c', curve.colour).text(d3.format('.3~g')(means.get(curve)[i]));
      }
    });
    svg.on('pointerleave', () => { cursor.attr('visibility', 'hidden'); out.selectChildren().remove(); });
  }

  function draw() {
    d3.select('#curves').selectChildren().remove();
    terms.forEach((term) => document.getElementById('curves').append(chart(term)));
  }

  const controls = d3.select('#curve-controls').property('hidden', false);
  const scale = controls.append('fieldset').attr('class', 'segmented');
  scale.append('legend').text('Scale');
  for (const [value, label] of [['linear', 'Linear'], ['log', 'Logarithmic']]) {
    const choice = scale.append('label');
    choice.append('input').attr('type', 'radio').attr('name', 'curve-scale').attr('value', value).attr('checked', value === 'linear' ? '' : null);
    choice.append('span').text(label);
  }
  for (const curve of curves) {
    const key = controls.append('button').attr('type', 'button').attr('class', 'key').attr('aria-pressed', 'true')
      .style('--c', curve.colour).style('--dash', dashes.get(curve.name));
    key.append('svg').attr('aria-hidden', 'true').append('line').attr('x2', '1.8rem').attr('y1', 2).attr('y2', 2);
    key.append('span').text(curve.name);
    key.on('click', () => {
      if (!hidden.delete(curve.name)) hidden.add(curve.name);
      key.attr('aria-pressed', String(!hidden.has(curve.name)));
      draw();
    });
  }
  controls.on('change', draw);
  draw();
})();
