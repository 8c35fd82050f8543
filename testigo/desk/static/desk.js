// Shows how a look comes along, and goes on to its answer. Without script the page asks again by itself.
"use strict";
{
  const place = document.getElementById("look");
  const events = new EventSource(place.dataset.events);
  events.addEventListener("news", (event) => {
    const page = new DOMParser().parseFromString(event.data, "text/html");
    place.replaceChildren(...page.body.childNodes);
  });
  events.addEventListener("over", (event) => {
    events.close();
    location.replace(event.data);
  });
}
