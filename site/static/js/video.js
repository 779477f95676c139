/* An outside video player is loaded only when the reader asks for it; without this script the link
   opens the video's own page. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-player]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.src = link.dataset.player;
  frame.allowFullscreen = true;
  frame.referrerPolicy = "no-referrer";
  frame.title = link.textContent.trim();
  link.replaceWith(frame);
});
