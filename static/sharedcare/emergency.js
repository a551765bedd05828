// Emergency access: counts down to its end, and then asks the server for the page anew,
// which by then is closed. It counts the seconds that have passed here, so a clock that
// is set wrong does not matter.
const TICK_MS = 1000;

export function countDown(page) {
  const strip = page.querySelector("[data-emergency-seconds]");
  if (!strip) return;
  const words = strip.querySelector("[data-emergency-left]");
  const end = performance.now() + Number(strip.dataset.emergencySeconds) * 1000;

  function tick() {
    const left = Math.floor((end - performance.now()) / 1000);
    if (left > 0) {
      words.textContent = `, ${inWords(left)} left`;
      return;
    }
    clearInterval(ticking);
    words.textContent = ", which is over";
    location.assign(location.pathname + location.search);
  }

  const ticking = setInterval(tick, TICK_MS);
  tick();
}

function inWords(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours) return `${hours} h ${String(minutes).padStart(2, "0")} min`;
  return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
}
