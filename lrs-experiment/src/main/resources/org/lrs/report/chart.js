'use strict';
// Charts and the switches beside them, for the scripts of all pages.
const charts = (() => {
  const chosen = (group) => document.querySelector(`input[name="${group}"]:checked`).value;
  // A dash per line beside its colour, so that neither overlap nor colour blindness hides one.
  const dash = (i) => ['none', '7 3', '2 3', '9 3 2 3'][(i + Math.floor(i / 12)) % 4];
  const whole = (v) => d3.format(',')(v);
  // Three digits of anything, however small or large.
  const amount = (v) => d3.format(v !== 0 && (Math.abs(v) < 1e-3 || Math.abs(v) >= 1e6) ? '.2~e' : ',.3~r')(v).replace('e+', 'e');
  const axisNumber = (v) => d3.format(Math.abs(v) >= 1e4 || (v !== 0 && Math.abs(v) < 1e-3) ? '.3~s' : '~g')(v).replace('m', 'e-3').replace('µ', 'e-6');

  // Sizes of a chart: the whole, and the room around what is drawn.
  const box = { width: 340, height: 190, left: 46, right: 6, top: 8, bottom: 22 };
  const across = (b = box) => [b.left, b.width - b.right];
  const upwards = (b = box) => [b.height - b.bottom, b.top];

  // Round values along an axis, not more than asked for; on a logarithmic one the densest of some patterns.
  function ticks(scale, most = 7) {
    // d3 takes the number as a wish.
    if (!scale.base) return d3.range(most - 1, 0, -1).map((n) => scale.ticks(n)).find((found) => found.length <= most);
    const [low, high] = d3.extent(scale.domain());
    const decades = d3.range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) + 1);
    const along = (steps) => decades.flatMap((e) => steps.map((s) => Number(`${s}e${e}`))).filter((t) => t >= low && t <= high);
    const fitting = [[1, 2, 3, 4, 5, 6, 8], [1, 2, 5], [1, 3], [1]].map(along).find((found) => found.length <= most);
    if (fitting) return fitting.length > 1 ? fitting : scale.ticks(most - 1);
    const powers = along([1]);
    const every = Math.ceil(powers.length / most);
    return powers.filter((_, i) => i % every === 0);
  }

  // Where ticks stand and what they say.
  const marks = (scale, values, words) => values.map((v) => [scale(v), words(v)]);
  // Marks that would run into the one before are left out.
  const apart = (all, room) => all.reduce((kept, mark) => (kept.length && mark[0] - kept[kept.length - 1][0] < room ? kept : [...kept, mark]), []);

  // An axis around values, with room beside the outermost ones; even, or logarithmic where that is wished and possible.
  function around(values, range, logarithmic, margin = 0.06) {
    const [low, high] = d3.extent(values);
    if (logarithmic && low > 0) {
      const room = low === high ? 1.5 : (high / low) ** margin;
      return d3.scaleLog([low / room, high * room], range);
    }
    const room = low === high ? Math.max(0.5, Math.abs(low) / 10) : margin * (high - low);
    return d3.scaleLinear([low - room, high + room], range);
  }

  function panel(title, small) {
    const figure = d3.create('figure').attr('class', 'panel curve');
    const caption = figure.append('figcaption').text(title);
    if (small) caption.append('small').text(small);
    return figure;
  }

  function drawing(figure, label, width, height) {
    return figure.append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img').attr('aria-label', label);
  }

  // A panel with axes. Marks are pairs of place and words.
  function axes({ title, small, label, size = box, xMarks, yMarks, xName }) {
    const figure = panel(title, small);
    const svg = drawing(figure, label, size.width, size.height);
    for (const [at, words] of yMarks) {
      svg.append('line').attr('class', 'grid').attr('x1', size.left).attr('x2', size.width - size.right).attr('y1', at).attr('y2', at);
      svg.append('text').attr('x', size.left - 6).attr('y', at).attr('dy', '.32em').attr('text-anchor', 'end').text(words);
    }
    const foot = size.height - (xName ? 19 : 6);
    for (const [at, words] of apart(xMarks, 24)) svg.append('text').attr('x', at).attr('y', foot).attr('text-anchor', 'middle').text(words);
    if (xName) svg.append('text').attr('x', d3.mean(across(size))).attr('y', size.height - 3).attr('text-anchor', 'middle').text(xName);
    return { figure, svg, out: figure.append('div').attr('class', 'readout') };
  }

  // A line per series, and the value of each under the pointer.
  // A series may have a band around it, dots, or be a histogram: areas between its places.
  function plot({ title, small, label, series, x, y, xTicks, yTicks, xFormat = whole, yFormat, at, place = (v) => whole(Math.round(v)), drawable = (v) => v !== null }) {
    const { figure, svg, out } = axes({ title, small, label, xMarks: marks(x, xTicks, xFormat), yMarks: marks(y, yTicks, yFormat) });
    for (const one of series) {
      const line = d3.line((_, i) => x(one.xs[i]), (v) => y(v)).defined(drawable);
      if (one.low) {
        svg.append('path').attr('class', 'band').style('--c', one.colour)
          .attr('d', d3.area((_, i) => x(one.xs[i]), (_, i) => y(one.low[i]), (_, i) => y(one.high[i]))(one.ys));
      }
      if (one.bars) {
        const steps = d3.area((_, i) => x(one.xs[i]), y(0), (v) => y(v)).curve(d3.curveStepAfter);
        svg.append('path').attr('class', 'area').style('--c', one.colour).attr('d', steps(one.ys));
        line.curve(d3.curveStepAfter);
      }
      for (const mark of one.marks ?? []) svg.append('line').attr('class', 'mark').style('--c', one.colour).attr('x1', x(mark)).attr('x2', x(mark)).attr('y1', box.top).attr('y2', box.height - box.bottom);
      if (one.raw) svg.append('path').attr('class', 'raw').style('--c', one.colour).attr('d', line(one.raw));
      svg.append('path').attr('class', 'mean').style('--c', one.colour).style('--dash', one.dash).attr('d', line(one.ys));
      if (one.dots) {
        svg.append('g').style('--c', one.colour).selectAll('circle').data(d3.range(one.xs.length).filter((i) => drawable(one.ys[i])))
          .join('circle').attr('r', (i) => (one.sizes ? one.sizes[i] : 2.5)).attr('cx', (i) => x(one.xs[i])).attr('cy', (i) => y(one.ys[i]));
      }
    }
    const cursor = svg.append('line').attr('class', 'cursor').attr('y1', box.top).attr('y2', box.height - box.bottom).attr('visibility', 'hidden');
    svg.on('pointermove', (event) => {
      const pointed = x.invert(Math.max(box.left, Math.min(box.width - box.right, d3.pointer(event)[0])));
      cursor.attr('visibility', 'visible').attr('x1', x(pointed)).attr('x2', x(pointed));
      out.selectChildren().remove();
      out.append('span').text(at(place(pointed)));
      for (const one of series) {
        const value = one.ys[one.bars ? Math.max(0, d3.bisectRight(one.xs, pointed) - 1) : d3.bisectCenter(one.xs, pointed)];
        out.append('span').text(`${one.name} `).append('b').style('--c', one.colour).text(value === null ? '–' : amount(value));
      }
    });
    svg.on('pointerleave', () => { cursor.attr('visibility', 'hidden'); out.selectChildren().remove(); });
    return figure.node();
  }

  // A mark per point, with its interval. Pointing at one marks it in every chart and table and says what it is.
  // A point: name, place x, y, perhaps low and high, colour, words; hollow if it is a reference.
  function scatter({ points, size = box, named = false, under = () => {}, ...rest }) {
    const { figure, svg, out } = axes({ size, ...rest });
    under(svg);
    svg.selectAll('.interval').data(points.filter((p) => p.low !== undefined)).join('line').attr('class', 'interval').style('--c', (p) => p.colour)
      .attr('x1', (p) => p.x).attr('x2', (p) => p.x).attr('y1', (p) => p.low).attr('y2', (p) => p.high);
    svg.selectAll('.point').data(points).join('path').attr('class', (p) => (p.hollow ? 'point reference' : 'point')).style('--c', (p) => p.colour)
      .attr('transform', (p) => `translate(${p.x},${p.y})`).attr('d', (p) => d3.symbol(p.hollow ? d3.symbolDiamond : d3.symbolCircle, 55)());
    if (named) names(svg, points, size);
    svg.on('pointermove', (event) => {
      const [px, py] = d3.pointer(event);
      choose(d3.least(points, (p) => (p.x - px) ** 2 + (p.y - py) ** 2) ?? null, out);
    });
    svg.on('pointerleave', () => choose(null, out));
    return figure.node();
  }

  function choose(point, out) {
    const name = point?.name;
    d3.selectAll('.readout').selectChildren().remove();
    d3.selectAll('.point').classed('chosen', (p) => p.name === name);
    document.querySelectorAll('tbody tr').forEach((row) => row.classList.toggle('chosen', row.cells[0].textContent === name));
    if (point) point.words.forEach((word) => out.append('span').text(word));
  }

  // Names beside their points where there is room; nowhere if there is none.
  function names(svg, points, size) {
    const letter = 6.3, radius = 4;
    const taken = points.map((p) => [p.x - radius, p.y - radius, p.x + radius, p.y + radius]);
    const free = ([left, top, right, bottom]) => left > size.left && right < size.width
      && taken.every(([l, t, r, b]) => left >= r || l >= right || top >= b || t >= bottom);
    for (const { name, x, y } of points) {
      const width = name.length * letter;
      const places = [-4, 11, -14, 21].flatMap((lower) => [[x + 2 * radius, y + lower], [x - 2 * radius - width, y + lower]]);
      const room = (([from, line]) => [from, line - letter - 2, from + width, line + 2]);
      const found = places.find((at) => free(room(at)));
      if (!found) continue;
      taken.push(room(found));
      svg.append('text').attr('x', found[0]).attr('y', found[1]).text(name);
    }
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

  // A list to choose from; returns what gives the number of the choice.
  function pick(controls, label, choices) {
    const select = controls.append('label').attr('class', 'pick').text(`${label} `).append('select').attr('autocomplete', 'off');
    choices.forEach((name, i) => select.append('option').attr('value', i).text(name));
    return () => Number(select.property('value'));
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

  function fill(id, figures) {
    d3.select(id).selectChildren().remove();
    figures.forEach((figure) => document.querySelector(id).append(figure));
  }

  const data = JSON.parse(document.getElementById('data').textContent);
  return { data, chosen, dash, amount, axisNumber, across, upwards, ticks, marks, around, panel, drawing, plot, scatter, segmented, pick, keys, fill };
})();
