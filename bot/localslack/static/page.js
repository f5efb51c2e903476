const state = await (await fetch("/page/state")).json();
document.body.textContent = state.team;
