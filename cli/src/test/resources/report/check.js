// Put at the end of a report by a test: looks at the page as a reader sees it, and says what is wrong.
(() => {
  const numbers = colour => (colour.match(/[\d.]+/g) || []).map(Number);
  const part = value => {
    const v = value / 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const contrast = (a, b) => {
    const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const box = at.tagName === 'g' && at.querySelector(':scope > rect');
      if (box) return numbers(getComputedStyle(box).fill);
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return numbers(getComputedStyle(document.body).backgroundColor);
  };
  const problems = [];
  let texts = 0;
  let least = 21;
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim());
    if (!own || !element.getClientRects().length || element.tagName === 'SCRIPT') continue;
    const style = getComputedStyle(element);
    const ink = numbers(element.tagName === 'text' ? style.fill : style.color);
    const ratio = contrast(ink, behind(element));
    texts++;
    least = Math.min(least, ratio);
    if (ratio < 4.5) {
      problems.push(element.tagName + '.' + element.getAttribute('class') + ' contrast ' + ratio.toFixed(2));
    }
    if (element.tagName === 'TD' && element.textContent.length > 20 && element.clientWidth < 120) {
      problems.push('a column of ' + element.clientWidth + ' pixels');
    }
    const clipped = element.tagName !== 'text' && element.scrollWidth > element.clientWidth + 1;
    if (clipped && style.display !== 'inline') problems.push(element.tagName + ' overflows');
  }
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) problems.push('the page is wider than the screen');
  const foreign = document.querySelectorAll('script:not([data-check]), img, link, iframe, object, form, a');
  if (foreign.length) problems.push('foreign elements: ' + foreign[0].outerHTML);
  for (const box of document.querySelectorAll('.box')) {
    const text = box.querySelector('text').getBBox();
    const rect = box.querySelector('rect').getBBox();
    if (text.width > rect.width - 8) problems.push('a label is wider than its box: ' + text.width);
  }
  const said = document.createElement('pre');
  said.id = 'checked';
  said.textContent = JSON.stringify({
    problems: [...new Set(problems)], texts, least,
    bars: document.querySelectorAll('.timeline rect').length,
    boxes: document.querySelectorAll('.box').length,
    page: getComputedStyle(document.body).backgroundColor,
    width: root.clientWidth,
  });
  document.body.append(said);
})();
