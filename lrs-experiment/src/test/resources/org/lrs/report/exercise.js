// Works every switch of the open page and says what it found; runs in the page.
const visible = (e) => e.checkVisibility();
const all = (selector) => [...document.querySelectorAll(selector)].filter(visible);
const name = (e) => `${e.closest('section')?.id}: ${e.closest('fieldset, .pick')?.textContent.trim().slice(0, 30) ?? ''} ${e.value || e.textContent}`;

// What a reader sees: the words, and the shape, place and colour of every mark.
const seen = () => document.querySelector('main').innerText
  + all('main svg *').map((e) => ['d', 'transform', 'points', 'cx', 'cy', 'x', 'y', 'style'].map((a) => e.getAttribute(a)).join()).join();

let before = seen();
const found = { worked: 0, unchanged: [], silent: [], notReturned: [] };
const changes = (what) => {
  const after = seen();
  found.worked++;
  if (after === before) found.unchanged.push(what);
  before = after;
};

// Buttons that hide a line: off, and on again.
function keys(section) {
  for (const key of all(`${section} .key`)) {
    const shown = seen();
    key.click();
    changes(name(key));
    key.click();
    changes(name(key));
    if (seen() !== shown) found.notReturned.push(name(key));
  }
}

// Pointing at the middle of a chart says something about it.
function point(section) {
  for (const svg of all(`${section} .curve svg`)) {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true };
    svg.dispatchEvent(new PointerEvent('pointermove', at));
    if (!svg.closest('figure').querySelector('.readout, input')?.outerHTML.replace('<div class="readout"></div>', '')) found.silent.push(svg.getAttribute('aria-label'));
    svg.dispatchEvent(new PointerEvent('pointerleave', at));
  }
}

keys('main');
point('main');
for (const group of new Set(all('input[type=radio]').map((e) => e.name))) {
  // The one chosen at first comes last, so that each choice is a change.
  const choices = [...document.querySelectorAll(`input[name="${group}"]`)].sort((a, b) => a.checked - b.checked);
  for (const choice of choices.length > 1 ? choices : []) {
    choice.click();
    changes(name(choice));
    const section = `#${choice.closest('section').id}`;
    keys(section);
    point(section);
  }
}
for (const select of all('select')) {
  for (let i = select.options.length - 1; select.options.length > 1 && i >= 0; i--) {
    select.selectedIndex = i;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    changes(name(select));
  }
}
for (const turn of all('input[type=range]')) {
  turn.value = 60;
  turn.dispatchEvent(new Event('input', { bubbles: true }));
  changes(name(turn));
}
return found;
