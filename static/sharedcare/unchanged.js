export function offerUnchanged() {}
