export function warnWhenIdle() {}
