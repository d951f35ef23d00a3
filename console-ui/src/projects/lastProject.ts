const LAST = 'aerie.last-project';

export function rememberProject(id: string) {
  localStorage.setItem(LAST, id);
}

export function lastProject(): string | null {
  return localStorage.getItem(LAST);
}
