import { useEffect, useState } from "preact/hooks";

export default function App() {
  const [plan, setPlan] = useState([]);
  useEffect(() => { fetch("/api/plan.json").then((answer) => answer.json()).then(setPlan); }, []);
  return <><h1>Plan de Acción</h1>{plan.map((one) => <p key={one.id}>{one.text}</p>)}</>;
}
