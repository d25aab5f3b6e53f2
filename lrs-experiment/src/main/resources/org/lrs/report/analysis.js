'use strict';
(() => {
  const { data, across, upwards, chosen, dash, amount, plot, ticks, segmented, keys, fill } = charts;

  // A button per line above the charts, where there is more than one line; draws what is not hidden.
  function withKeys(id, lines, charts) {
    const hidden = new Set();
    const draw = () => fill(`#${id}-charts`, charts((name) => !hidden.has(name)));
    if (lines.length > 1) keys(d3.select(`#${id}-controls`), lines.map((l, i) => ({ ...l, dash: dash(i) })), hidden, draw);
    draw();
  }

  function histogram(shown, { title, meaning, edges, logarithmic, series }) {
    const ends = [edges[0], edges[edges.length - 1]];
    const x = (logarithmic ? d3.scaleLog : d3.scaleLinear)(ends, across());
    const y = d3.scaleLinear([0, d3.max(series, (s) => d3.max(s.counts))], upwards()).nice();
    return plot({
      title,
      small: `${meaning}; mean ${series.map((s) => amount(s.mean)).join(' → ')}`,
      label: `Number of images by ${title}`,
      series: series.map((s, i) => ({ ...s, dash: dash(i) })).filter((s) => shown(s.name)).map((s) => ({
        ...s, bars: true, xs: edges, ys: [...s.counts, s.counts[s.counts.length - 1]],
        marks: s.mean >= ends[0] && s.mean <= ends[1] ? [s.mean] : [],
      })),
      x,
      y,
      xTicks: ticks(x, 5),
      xFormat: amount,
      yTicks: y.ticks(4).filter(Number.isInteger),
      yFormat: d3.format('d'),
      place: amount,
      at: (v) => `at ${v}, images:`,
    });
  }

  function robust(networks) {
    const percent = (of) => ({ found }) => found.points.map((p) => 100 * p.accuracy[of]);
    const curves = networks.map((n) => ({
      ...n, xs: n.found.points.map((p) => 255 * p.epsilon), ys: percent('rate')(n), low: percent('low')(n), high: percent('high')(n),
    }));
    const x = d3.scaleSqrt([0, d3.max(curves, (c) => d3.max(c.xs))], across());
    const y = d3.scaleLinear([0, 100], upwards());
    withKeys('robust', curves, (shown) => [plot({
      title: 'Right under PGD, in %',
      small: 'radius of the ball in 1/255, square-root scale; shaded: 95 % intervals',
      label: 'Robust accuracy over the radius',
      series: curves.map((c, i) => ({ ...c, dash: dash(i), dots: true })).filter((c) => shown(c.name)),
      x,
      y,
      xTicks: curves[0].xs,
      xFormat: d3.format('.3~g'),
      yTicks: y.ticks(5),
      yFormat: (v) => `${v} %`,
      place: d3.format('.2~f'),
      at: (v) => `ε = ${v}/255`,
    })]);
  }

  function calibration(networks) {
    const curves = networks.map((n) => {
      const bins = n.found.diagram.filter((bin) => bin.images > 0);
      return { ...n, xs: bins.map((bin) => 100 * bin.confidence), ys: bins.map((bin) => 100 * bin.accuracy), images: bins.map((bin) => bin.images) };
    });
    const axis = (range) => d3.scaleLinear([0, 100], range);
    const most = d3.max(curves, (c) => d3.max(c.images));
    const x = axis(across());
    withKeys('calibration', curves, (shown) => [plot({
      title: 'Accuracy by confidence, in %',
      small: 'reliability diagram; grey: perfectly calibrated',
      label: 'Accuracy over the confidence',
      series: [{ name: 'calibrated', colour: 'var(--line)', dash: 'none', xs: [0, 100], ys: [0, 100] },
        ...curves.map((c, i) => ({ ...c, dash: dash(i), dots: true, sizes: c.images.map((m) => 2 + 5 * Math.sqrt(m / most)) })).filter((c) => shown(c.name))],
      x,
      y: axis(upwards()),
      xTicks: x.ticks(5),
      xFormat: (v) => `${v} %`,
      yTicks: x.ticks(5),
      yFormat: (v) => `${v} %`,
      at: (v) => `confidence ${v} %`,
    })]);
  }

  function penalties(networks) {
    const curves = networks.flatMap(({ name, colour, found }) => [['NORMALIZED', 'normalised'], ['PIXEL', 'pixel']].flatMap(([key, space]) => [32, 64].map((bits) => {
      const points = found.points.filter((p) => p.space === key && p.bits === bits);
      const errors = ['first', 'second'].map((which) => points.map((p) => [p[which].error, p[which].medianError]));
      return { name: `${name}, ${bits} bit`, colour, bits, space, steps: points.map((p) => p.step), errors };
    })));
    const controls = d3.select('#penalties-controls');
    segmented(controls, 'penalties-space', 'Space of h', [['normalised', 'Normalised'], ['pixel', 'Pixel']]);
    segmented(controls, 'penalties-of', 'Relative error of', [['0', 'The mean over the images'], ['1', 'Each image (median)']]);
    const hidden = new Set();
    // Two networks differ in colour, two precisions in dashes.
    const single = new Set(curves.map((c) => c.colour)).size === 1;
    const lines = curves.map((c) => ({ ...c, dash: c.bits === 32 ? 'none' : '6 4', colour: single && c.bits === 64 ? 'var(--hue-1)' : c.colour }));
    const positive = (v) => v !== null && v > 0;

    function chart(which, title, published) {
      const of = +chosen('penalties-of'), space = chosen('penalties-space');
      const shown = lines.filter((c) => c.space === space && !hidden.has(c.name)).map((c) => ({ ...c, xs: c.steps, ys: c.errors[which].map((e) => e[of]), dots: true }));
      const values = lines.flatMap((c) => c.errors.flat().map((e) => e[of])).filter(positive);
      const x = d3.scaleLog(d3.extent(curves[0].steps), across());
      const y = d3.scaleLog(values.length ? d3.extent(values) : [0.1, 1], upwards()).nice();
      if (shown.length && space === 'normalised') shown[0].marks = [published].filter((h) => h >= x.domain()[0] && h <= x.domain()[1]);
      return plot({
        title,
        small: `relative error over h, ${space} space${space === 'normalised' ? `; marked: the published ${published}` : ''}`,
        label: `${title}: relative error over the step`,
        series: shown,
        x,
        y,
        xTicks: ticks(x, 6),
        xFormat: amount,
        yTicks: ticks(y, 7),
        yFormat: amount,
        place: amount,
        at: (v) => `h = ${v}`,
        drawable: positive,
      });
    }
    const draw = () => fill('#penalties-charts', [chart(0, 'LRS-1, gradient norm', 0.01), chart(1, 'LRS-2, curvature', 1.5)]);
    keys(controls, lines.filter((c) => c.space === 'normalised'), hidden, draw);
    controls.on('change', draw);
    draw();
  }

  if (data.smoothness) withKeys('smoothness', data.smoothness[0].series, (shown) => data.smoothness.map((one) => histogram(shown, one)));
  if (data.similarity) fill('#similarity-charts', data.similarity.map((one) => histogram(() => true, one)));
  if (data.landscape) drawLandscape(data.landscape);
  if (data.robust) robust(data.robust);
  if (data.calibration) calibration(data.calibration);
  if (data.penalties) penalties(data.penalties);
})();
