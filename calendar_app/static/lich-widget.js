// <lich-tuyen-truyen src="https://…/feeds/tat-ca.json" so="5">…</lich-tuyen-truyen>: a list from a JSON Feed of ours.
// What a feed says becomes text only; until there is one, the element's own content shows.
(() => {
  "use strict";
  if (customElements.get("lich-tuyen-truyen")) return;

  const QUARTER = 15 * 60 * 1000;
  const WEEKDAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];
  const DARK = "--phu: #b5aea3; --vien: #433d36; --nhan: #f2988f; background: #171513; color: #ece8e1;";
  const STYLE = `
    :host { display: block; --phu: #5b554d; --vien: #d8d3ca; --nhan: #9b1c1c; overflow-wrap: anywhere; }
    :host([nen="toi"]) { ${DARK} }
    @media (prefers-color-scheme: dark) { :host(:not([nen])) { ${DARK} } }
    p, ul { margin: 0; padding: 0; list-style: none; }
    li { border-top: 1px solid var(--vien); padding: .45em 0; unicode-bidi: isolate; }
    small { display: block; color: var(--phu); }
    strong { color: var(--nhan); }
    a { color: inherit; }`;

  const text = (value, most) => String(value ?? "").replace(/\p{C}/gu, " ").slice(0, most).trim();
  const iso = (value) => (/^\d{4}-\d\d-\d\d$/.test(value) && Date.parse(value) ? value : "");
  const inVietnam = (time) => new Date(time + 7 * 3600 * 1000).toISOString();
  const month = (day) => (day.slice(5, 7) < "03" ? day.slice(5, 7) : Number(day.slice(5, 7)));
  const short = (day) => `${day.slice(8, 10)}/${month(day)}`;
  const full = (day) => `${short(day)}/${day.slice(0, 4)}`;

  // The days as the titles of the feed have them in front.
  const days = (start, end, { kind, rrule }) => {
    if (!start) return "";
    if (kind === "han-nop") return `Hạn ${full(end || start)}`;
    if (!end) return rrule ? full(start) : `Từ ${full(start)}`;
    if (start === end) return full(start);
    return `${start.slice(0, 4) === end.slice(0, 4) ? short(start) : full(start)}–${full(end)}`;
  };

  const link = (value) => {
    try {
      const url = new URL(value, document.baseURI);
      return /^https?:$/.test(url.protocol) ? url.href : "";
    } catch {
      return "";
    }
  };

  const entry = (item, today) => {
    const more = item._lich || {};
    const [start, end] = [iso(more.start), iso(more.end)];
    const said = days(start, end, more);
    let name = text(item.title, 300);
    for (const front of ["[HỦY] ", `[${said}] `]) if (name.startsWith(front)) name = name.slice(front.length);
    const weekday = start && start === end ? `${WEEKDAYS[new Date(start).getUTCDay()]}, ` : "";
    const next = start >= today ? start : end || (start ? "9998" : "9999");
    return { name, days: weekday + said, url: link(item.url), cancelled: more.status === "cancelled", next };
  };

  // What is on or to come, the nearest first, without news of changes.
  const entries = (feed, most, today) =>
    feed.items
      .filter((item) => item && !item._lich?.notice)
      .map((item) => entry(item, today))
      .filter(({ next }) => next >= today)
      .sort((a, b) => a.next.localeCompare(b.next))
      .slice(0, most);

  const make = (tag, part, ...inside) => {
    const made = document.createElement(tag);
    if (part) made.setAttribute("part", part);
    made.append(...inside);
    return made;
  };

  const linked = (url, name) =>
    url ? Object.assign(make("a", "lien-ket", name), { href: url, target: "_blank", rel: "noopener" }) : name;

  const line = ({ name, days, url, cancelled }) => {
    const title = linked(url, name || "Nội dung");
    const said = cancelled ? [make("strong", "huy", "Đã hủy"), " ", make("s", "", title)] : [title];
    return make("li", "muc", ...said, make("small", "ngay", days));
  };

  const box = (feed, found) => {
    const list = make("ul", "danh-sach", ...found.map(line));
    list.setAttribute("role", "list"); // Safari forgets it without marks
    const last = Math.max(0, ...feed.items.map((item) => Date.parse(item?.date_modified) || 0));
    const at = inVietnam(last);
    const whole = make("div", "hop", make("p", "ten", linked(link(feed.home_page_url), text(feed.title, 200))));
    whole.append(found.length ? list : make("p", "trong", "Chưa có nội dung nào sắp tới."));
    if (last) whole.append(make("small", "cap-nhat", `Cập nhật ${at.slice(11, 13)}h${at.slice(14, 16)}, ${full(at)}`));
    whole.lang = "vi";
    return whole;
  };

  class Lich extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot) this.start();
      this.look = () => document.hidden || Date.now() - this.asked < QUARTER || this.load();
      document.addEventListener("visibilitychange", this.look);
      this.timer = setInterval(this.look, 60 * 1000);
      this.look();
    }

    disconnectedCallback() {
      document.removeEventListener("visibilitychange", this.look);
      clearInterval(this.timer);
    }

    start() {
      const sheet = new CSSStyleSheet(); // no policy of the page forbids it
      sheet.replaceSync(STYLE);
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      this.shadowRoot.append(make("slot"));
      this.asked = 0;
    }

    // A feed that cannot be had or read leaves the last one on show.
    async load() {
      this.asked = Date.now();
      try {
        const answer = await fetch(link(this.getAttribute("src")), { credentials: "omit" });
        const feed = answer.ok && (await answer.json());
        this.draw(feed);
        this.feed = feed;
      } catch {
        if (this.feed) this.draw(this.feed);
      }
    }

    draw(feed) {
      const most = Math.min(Math.max(parseInt(this.getAttribute("so")) || 5, 1), 20);
      const found = entries(feed, most, inVietnam(Date.now()).slice(0, 10));
      const shown = JSON.stringify([feed, found]);
      if (shown !== this.shown) this.shadowRoot.replaceChildren(box(feed, found)); // else nobody loses the focus
      this.shown = shown;
    }
  }

  customElements.define("lich-tuyen-truyen", Lich);
})();
