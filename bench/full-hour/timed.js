// The objects' bundle as it is deployed. They say besides when their alarm rings: they decide and store at that very instant.

import * as real from "./worker.js";

export class BookingObject extends real.BookingObject {
  alarm() {
    console.log(JSON.stringify({ event: "rang", object: this.ctx.id.toString(), at: Date.now() }));
    return super.alarm();
  }
}

export const { ListenerObject } = real;

export default real.default;
