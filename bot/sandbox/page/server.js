// What the page asks of the sandbox, and the events that come back.

export async function act(deed, wish) {
  const response = await fetch(`/control/${deed}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export async function see(view) {
  const response = await fetch(`/control/${view}`);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

export function listen(seq, onEvent, onLost) {
  const source = new EventSource(`/control/events?since=${seq}`);
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onerror = () => { source.close(); onLost(); };
  return () => source.close();
}
