'use strict';
// A loss landscape as heat map with contours, as surface, or as slices; all networks on one scale.
function drawLandscape(networks) {
  const { across, upwards, chosen, segmented, pick, fill, panel, drawing, plot, dash, amount } = charts;
  const { offsets, ids } = networks[0].found;
  const n = offsets.length, grey = offsets.map((o) => 255 * o);
  const size = 340, edge = 34, inner = size - edge - 8;
  const place = d3.format('.2~f');
  const controls = d3.select('#landscape-controls');
  segmented(controls, 'landscape-view', 'As', [['heat', 'Heat map'], ['surface', 'Surface'], ['slices', 'Slices']]);
  const around = pick(controls, 'Around', ids.length > 1 ? [`the mean of ${ids.length} images`, ...ids.map((id) => `image ${id}`)] : ['the image']);
  let turn = -35;

  function legend(figure, low, high) {
    const row = figure.append('div').attr('class', 'legend').attr('aria-hidden', 'true');
    row.append('span').text(amount(low));
    row.append('i');
    row.append('span').text(amount(high));
  }

  function heat(network, grid, [low, high], at) {
    const shade = d3.scaleLinear([low, high > low ? high : low + 1], [0, 1]);
    const figure = panel(network.name, `loss at the image ${amount(grid[(n - 1) / 2][(n - 1) / 2])}, largest ${amount(d3.max(grid.flat()))}`);
    const svg = drawing(figure, `Loss around the image on ${network.name}`, size, size);
    const side = inner / n, x = (c) => edge + c * side, y = (r) => 8 + (n - 1 - r) * side;
    for (let r = 0; r < n; r++) {
      for (let c = 0; c < n; c++) {
        svg.append('rect').attr('class', 'cell').attr('x', x(c)).attr('y', y(r)).attr('width', side + 0.5).attr('height', side + 0.5).style('--v', shade(grid[r][c]).toFixed(4));
      }
    }
    // Samples sit in the middle of the cells; beyond the outer ones contours would run along the frame.
    svg.append('clipPath').attr('id', `inside-${at}`).append('rect').attr('x', edge + side / 2).attr('y', 8 + side / 2).attr('width', inner - side).attr('height', inner - side);
    const outline = d3.geoPath(d3.geoTransform({ point(px, py) { this.stream.point(edge + px * side, 8 + inner - py * side); } }));
    svg.selectAll('.contour').data(d3.contours().size([n, n]).thresholds(shade.ticks(9))(grid.flat())).join('path').attr('class', 'contour').attr('clip-path', `url(#inside-${at})`).attr('d', outline);
    const middle = (n - 1) / 2;
    svg.append('circle').attr('class', 'here').style('fill', 'none').attr('r', 4).attr('cx', x(middle) + side / 2).attr('cy', y(middle) + side / 2);
    for (const i of [0, middle, n - 1]) {
      svg.append('text').attr('x', x(i) + side / 2).attr('y', size - 8).attr('text-anchor', 'middle').text(place(grey[i]));
      svg.append('text').attr('x', edge - 6).attr('y', y(i) + side / 2).attr('dy', '.32em').attr('text-anchor', 'end').text(place(grey[i]));
    }
    legend(figure, low, high);
    const out = figure.append('div').attr('class', 'readout');
    svg.on('pointermove', (event) => {
      const [px, py] = d3.pointer(event);
      const c = Math.floor((px - edge) / side), r = n - 1 - Math.floor((py - 8) / side);
      out.selectChildren().remove();
      if (c < 0 || c >= n || r < 0 || r >= n) return;
      out.append('span').text(`along the gradient ${place(grey[c])}/255, across ${place(grey[r])}/255: loss `).append('b').style('--c', 'var(--ink)').text(amount(grid[r][c]));
    });
    svg.on('pointerleave', () => out.selectChildren().remove());
    return figure.node();
  }

  function surface(network, grid, [low, high]) {
    const shade = d3.scaleLinear([low, high > low ? high : low + 1], [0, 1]);
    const figure = panel(network.name, 'drag to turn').classed('surface', true);
    const svg = drawing(figure, `Loss around the image on ${network.name} as a surface`, size, 290);
    const slider = figure.append('input').attr('class', 'turn').attr('type', 'range').attr('min', -180).attr('max', 180).attr('value', turn).attr('aria-label', 'Turn the surface');
    legend(figure, low, high);
    function project(c, r) {
      const a = (turn * Math.PI) / 180, u = c / (n - 1) - 0.5, v = r / (n - 1) - 0.5;
      const across = u * Math.cos(a) - v * Math.sin(a), away = u * Math.sin(a) + v * Math.cos(a);
      return { x: size / 2 + 215 * across, y: 210 - 95 * away - 130 * shade(grid[r][c]), away };
    }
    function turned() {
      const faces = [];
      for (let r = 0; r + 1 < n; r++) {
        for (let c = 0; c + 1 < n; c++) {
          const corners = [[c, r], [c + 1, r], [c + 1, r + 1], [c, r + 1]];
          const points = corners.map(([i, j]) => project(i, j));
          faces.push({ points, away: d3.mean(points, (p) => p.away), value: d3.mean(corners, ([i, j]) => grid[j][i]) });
        }
      }
      faces.sort((one, other) => other.away - one.away);
      svg.selectAll('polygon').data(faces).join('polygon').attr('class', 'cell').style('--v', (f) => shade(f.value).toFixed(4))
        .attr('points', (f) => f.points.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(' '));
      slider.property('value', turn);
    }
    figure.node().turned = turned;
    const all = () => d3.selectAll('#landscape-charts figure').each(function each() { this.turned(); });
    slider.on('input', function input() { turn = +this.value; all(); });
    svg.call(d3.drag().on('drag', (event) => { turn = ((turn + event.dx * 0.7 + 540) % 360) - 180; all(); }));
    turned();
    return figure.node();
  }

  function slices(grids, [low, high]) {
    const middle = (n - 1) / 2;
    const x = d3.scaleLinear(d3.extent(grey), across());
    const y = d3.scaleLinear([Math.min(0, low), high || 1], upwards()).nice();
    return [['Along the sign of the gradient', (grid) => grid[middle]], ['Along the orthogonal direction', (grid) => grid.map((row) => row[middle])]].map(([title, cut]) => plot({
      title,
      small: 'loss, through the image',
      label: `Loss ${title.toLowerCase()}`,
      series: networks.map((network, i) => ({ name: network.name, colour: network.colour, dash: dash(i), xs: grey, ys: cut(grids[i]) })),
      x,
      y,
      xTicks: x.ticks(5),
      xFormat: place,
      yTicks: y.ticks(5),
      yFormat: d3.format('~g'),
      place,
      at: (v) => `${v}/255`,
    }));
  }

  function draw() {
    const grids = networks.map(({ found }) => [found.mean, ...found.losses][around()]);
    const range = d3.extent(grids.flat(2));
    const view = chosen('landscape-view');
    fill('#landscape-charts', view === 'slices' ? slices(grids, range)
      : networks.map((network, i) => (view === 'heat' ? heat : surface)(network, grids[i], range, i)));
  }
  controls.on('change', draw);
  draw();
}
