// What the server streams: a race, the first second, a step. Ending the signal closes the connection, which cancels it over there.

// Calls on[event](data) for each event; throws with the server's words if there is nothing to come.
export async function events(path, signal, on, headers = {}) {
  const answer = await fetch(path, { signal, headers });
  if (!answer.ok) throw new Error((await answer.json()).error);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    let end;
    while ((end = text.indexOf("\n\n")) >= 0) {
      const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end));
      text = text.slice(end + 2);
      if (signal.aborted) return;
      if (on[event]) on[event](JSON.parse(data));
    }
  }
}

export async function json(path) {
  const answer = await fetch(path);
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.error);
  return content;
}
