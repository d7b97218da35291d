// Registers the worker that keeps what was read.
if ('serviceWorker' in navigator) {
  const home = document.querySelector('.brand a')?.getAttribute('href');
  if (home) addEventListener('load', () => navigator.serviceWorker.register(home + 'worker.js', { scope: home }).catch(() => {}));
}
