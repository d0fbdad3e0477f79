// Prints, as JSON, what each parser sees in the files named: node read.mjs a.ics b.rss c.atom
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import RssParser from "rss-parser";

const pad = (number) => String(number).padStart(2, "0");
const localDay = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

function icalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: event.startDate.toString(),
      end: event.endDate.toString(),
      title: event.summary,
      description: event.description,
      properties: component.getAllProperties().length,
      begins: event.startDate.toJSDate().toISOString(),
    };
  });
}

function viaNodeIcal(text) {
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((item) => item.type === "VEVENT");
  return events.map((event) => ({
    uid: event.uid,
    start: localDay(event.start),
    end: localDay(event.end),
    title: event.summary,
    description: event.description,
    day: event.datetype === "date",
    begins: event.start.toISOString(),
    ends: event.end.toISOString(),
  }));
}

async function rss(text) {
  const feed = await new RssParser().parseString(text);
  return {
    title: feed.title,
    link: feed.link,
    items: feed.items.map((item) => ({
      id: item.guid ?? item.id,
      title: item.title,
      link: item.link,
      published: item.isoDate,
    })),
  };
}

const seen = {};
for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, "utf8");
  seen[path] = path.endsWith(".ics") ? { icalJs: icalJs(text), nodeIcal: viaNodeIcal(text) } : { rss: await rss(text) };
}
console.log(JSON.stringify(seen));
