'use strict';
(() => {
  const { data, across, upwards, chosen, dash, panel, plot, ticks, segmented, pick, keys, fill } = charts;
  const { training, steps } = data;

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
        const figure = panel(term);
        figure.append('p').attr('class', 'about').text('Not part of this loss.');
        return figure.node();
      }
      const [low, high] = d3.extent(values);
      const x = d3.scaleLinear(d3.extent(shown.flatMap((c) => c.steps)), across());
      const y = (logarithmic ? d3.scaleLog([low, high === low ? low * 2 : high], upwards())
        : d3.scaleLinear([Math.min(0, low), high || 1], upwards())).nice();
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
        yTicks: logarithmic ? ticks(y) : y.ticks(5),
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
    const seenBy = pick(controls, 'Success on', views);
    const legend = controls.append('div').attr('class', 'keys');

    function draw() {
      const axis = chosen('step-axis'), panels = chosen('step-panels'), view = seenBy();
      const lineOf = panels === 'surrogate' ? 'attack' : 'surrogate';
      const all = curves.map((c) => ({ ...c, xs: c[axis], ys: c.rates[view] }));
      const [first, last] = d3.extent(all.flatMap((c) => c.xs));
      // Costs of a step differ by orders of magnitude, numbers of steps do not.
      const x = axis === 'gradients' ? d3.scaleLog([first, last === first ? 2 * last : last], across())
        : d3.scaleLinear([0, last], across());
      // One scale for all charts, so that they can be compared.
      const y = d3.scaleLinear([0, d3.max(all.flatMap((c) => c.ys)) || 1], upwards()).nice();
      fill('#step-curves', (panels === 'surrogate' ? surrogates : attacks).map(({ name }) => plot({
        title: name,
        label: `Success of each ${lineOf} in percent over the ${axis}, ${panels} ${name}`,
        series: lines().filter((l) => !hidden.has(l.name)).flatMap((l) => all.filter((c) => c[panels] === name && c[lineOf] === l.name)
          .map((c) => ({ ...l, xs: c.xs, ys: c.ys, dots: c.xs.length <= 20 }))),
        x,
        y,
        xTicks: ticks(x),
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
