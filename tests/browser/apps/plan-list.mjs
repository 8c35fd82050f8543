import { LitElement, html } from "lit";

class PlanList extends LitElement {
  static properties = { plan: { state: true } };
  constructor() {
    super();
    this.plan = [];
    fetch("/api/plan.json").then((answer) => answer.json()).then((given) => { this.plan = given; });
  }
  render() {
    return html`<h1>Plan de Acción</h1>${this.plan.map((one) => html`<p>${one.text}</p>`)}`;
  }
}
customElements.define("plan-list", PlanList);
