/* What is pasted from elsewhere, brought into the closed subset before the editor reads it. */

export function fromElsewhere(html) {
  return html;
}

export function pastedAddress() {
  return false;
}
