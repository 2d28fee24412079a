/** In which language is the page shown? Asked before anything is drawn, so that nothing jumps. */
{
  let kept = null
  try {
    kept = localStorage.getItem("shop_language")
  } catch {
    // storage is forbidden here
  }
  if ((kept || navigator.language).startsWith("zh")) {
    document.documentElement.lang = "zh-CN"
    document.documentElement.setAttribute("data-wait", "")
    const title = document.querySelector("title")
    title.dataset.en = title.textContent
    title.textContent = title.dataset.zh
  }
}
