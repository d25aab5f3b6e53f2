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
})();
