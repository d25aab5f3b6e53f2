'use strict';
(() => {
  const { data, across, upwards, axisNumber, ticks, marks, around, scatter, pick, fill } = charts;
  const { views, lengths, plain, settings, chosen } = data;
  const size = { width: 720, height: 380, left: 50, right: 8, top: 10, bottom: 34 };
  const short = (v) => d3.format('.3~g')(v);
  const methods = [...new Set(settings.map((s) => s.method))];
  const colour = (s) => `var(--hue-${methods.indexOf(s.method) % 6})`;

  const controls = d3.select('#search-controls');
  const view = pick(controls, 'Success on', views);
  const swatches = controls.append('div').attr('class', 'swatches');
  for (const method of methods) {
    swatches.append('span').style('--c', colour({ method })).html('<i></i>').append('span').text(method);
  }

  function draw() {
    const success = (p) => p.success[view()];
    const all = settings.flatMap((s) => s.points.filter((p) => success(p) !== null).map((p) => ({ ...p, setting: s })));
    const xScale = around(lengths, across(size), true, 0.08);
    const yScale = around([...all.map(success), plain[view()]], upwards(size), false);
    const x = (p) => xScale(p.steps), y = (p) => yScale(success(p));
    fill('#search-rungs', [scatter({
      title: 'Success on the proxies in %',
      label: 'Success on the proxies against the number of training steps',
      xName: 'training steps',
      size,
      xMarks: marks(xScale, lengths, axisNumber),
      yMarks: marks(yScale, ticks(yScale, 9), axisNumber),
      points: all.map((p) => ({
        name: p.setting.name, x: x(p), y: y(p), colour: colour(p.setting), hollow: p.setting.reference,
        words: [p.setting.name, p.setting.words, `${p.steps} steps`, `success ${short(success(p))} %`, `clean ${short(p.accuracy)} %`],
      })),
      under: (svg) => {
        svg.append('line').attr('class', 'plain-line').attr('x1', size.left).attr('x2', size.width - size.right)
          .attr('y1', yScale(plain[view()])).attr('y2', yScale(plain[view()]));
        svg.append('text').attr('x', size.width - size.right).attr('y', yScale(plain[view()])).attr('dy', '-.4em').attr('text-anchor', 'end').text('plain');
        for (const s of settings) {
          const points = s.points.filter((p) => success(p) !== null);
          svg.append('path').attr('class', s.name === chosen ? 'mean' : 'joined').style('--c', colour(s)).style('--dash', 'none').attr('d', d3.line(x, y)(points));
          if (s.name === chosen && points.length > 0) {
            const last = points[points.length - 1];
            svg.append('text').attr('x', x(last) - 8).attr('y', y(last)).attr('dy', '-.6em').attr('text-anchor', 'end').text(`chosen: ${s.name}`);
          }
        }
      },
    })]);
  }
  controls.on('change', draw);
  draw();
})();
