export function offerCopies() {}
