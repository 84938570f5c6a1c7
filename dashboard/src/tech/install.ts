/** Registers the service worker, which lets the app start without a network. */
export async function installWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  if (document.querySelector('link[rel="manifest"]') === null) {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.href = "/tech.webmanifest";
    document.head.append(link);
  }
  try {
    await navigator.serviceWorker.register("/tech-worker.js", { scope: "/tech" });
  } catch (error) {
    console.warn("The app cannot be kept for use without a network:", error); // private windows refuse it
  }
}
