'use strict';
// Small charts and the switches beside them, for the scripts of the pages.
const charts = (() => {
  const width = 340, height = 190, left = 46, bottom = 22;
  const chosen = (group) => document.querySelector(`input[name="${group}"]:checked`).value;
  // A dash per line beside its colour, so that neither overlap nor colour blindness hides one.
  const dash = (i) => ['none', '7 3', '2 3', '9 3 2 3'][(i + Math.floor(i / 12)) % 4];
  const whole = (v) => d3.format(',')(v);
  // Three digits of anything, however small or large.
  const amount = (v) => d3.format(v !== 0 && (Math.abs(v) < 1e-3 || Math.abs(v) >= 1e6) ? '.2~e' : ',.3~r')(v).replace('e+', 'e');

  // One small chart: a line per series, and the value of each under the pointer.
  // A series may have a band around it, dots, or be a histogram: areas between its places.
  function plot({ title, small, label, series, x, y, xTicks, yTicks, xFormat = whole, yFormat, at, place = (v) => whole(Math.round(v)), drawable = (v) => v !== null }) {
    const figure = d3.create('figure').attr('class', 'panel curve');
    const caption = figure.append('figcaption').text(title);
    if (small) caption.append('small').text(small);
    const svg = figure.append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img').attr('aria-label', label);
    for (const tick of yTicks) {
      svg.append('line').attr('class', 'grid').attr('x1', left).attr('x2', width - 6).attr('y1', y(tick)).attr('y2', y(tick));
      svg.append('text').attr('x', left - 6).attr('y', y(tick)).attr('dy', '.32em').attr('text-anchor', 'end').text(yFormat(tick));
    }
    for (const tick of xTicks) {
      svg.append('text').attr('x', x(tick)).attr('y', height - 6).attr('text-anchor', 'middle').text(xFormat(tick));
    }
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
      for (const mark of one.marks ?? []) svg.append('line').attr('class', 'mark').style('--c', one.colour).attr('x1', x(mark)).attr('x2', x(mark)).attr('y1', 8).attr('y2', height - bottom);
      if (one.raw) svg.append('path').attr('class', 'raw').style('--c', one.colour).attr('d', line(one.raw));
      svg.append('path').attr('class', 'mean').style('--c', one.colour).style('--dash', one.dash).attr('d', line(one.ys));
      if (one.dots) {
        svg.append('g').style('--c', one.colour).selectAll('circle').data(d3.range(one.xs.length).filter((i) => drawable(one.ys[i])))
          .join('circle').attr('r', (i) => (one.sizes ? one.sizes[i] : 2.5)).attr('cx', (i) => x(one.xs[i])).attr('cy', (i) => y(one.ys[i]));
      }
    }
    read(svg, figure.append('div').attr('class', 'readout'), { series, x, at, place });
    return figure.node();
  }

  // The value of each line under the pointer.
  function read(svg, out, { series, x, at, place }) {
    const cursor = svg.append('line').attr('class', 'cursor').attr('y1', 8).attr('y2', height - bottom).attr('visibility', 'hidden');
    svg.on('pointermove', (event) => {
      const pointed = x.invert(Math.max(left, Math.min(width - 6, d3.pointer(event)[0])));
      cursor.attr('visibility', 'visible').attr('x1', x(pointed)).attr('x2', x(pointed));
      out.selectChildren().remove();
      out.append('span').text(at(place(pointed)));
      for (const one of series) {
        const value = one.ys[one.bars ? Math.max(0, d3.bisectRight(one.xs, pointed) - 1) : d3.bisectCenter(one.xs, pointed)];
        out.append('span').text(`${one.name} `).append('b').style('--c', one.colour).text(value === null ? '–' : amount(value));
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

  return { width, height, left, bottom, chosen, dash, amount, plot, segmented, keys, fill };
})();
