import type { Booking } from "../../../domain/booking.ts";
import { type Instant, MINUTE, SECOND } from "../../../domain/time.ts";
import { BookingLife } from "../../../durable-objects/booking-life.ts";
import { type CallFault, DRAINS_FOR, LATEST_WORK, SLOWEST_ANSWER, unavailable } from "./calls.ts";
import { type Disk, DurableStorage, EMPTY_DISK } from "./durable-storage.ts";
import { lifeWorld } from "./life-world.ts";
import type { SimWorld } from "./sim-world.ts";

/** One birth of the object: its memory and its view of the disk. Once another is born, this one's doings reach nobody. */
export interface Birth {
  readonly storage: DurableStorage;
  readonly life: BookingLife;
}

/** Each call its own: one for all would keep whatever ever waited for it, which is every life that died. */
const never = (): Promise<never> => new Promise(() => {});

/** What the platform does for one booking's object: it is born when it is asked, it dies at any step, its alarm rings. */
export class Host {
  readonly id: string;
  readonly #world: SimWorld;
  #birth: Birth | null = null;
  #disk: Disk = EMPTY_DISK;
  readonly #counts = new Map<string, number>();
  /** The alarm's handler is running: the alarm itself is no longer set, and never rings twice at a time. */
  ringing = false;
  /** Drawn once for each ringing: the platform may be late. */
  #ringAt: { readonly for: Instant; readonly at: Instant } | null = null;
  /** A handler that died, or a platform that rings twice. */
  #ringAgainAt: Instant | null = null;
  /** Callers that wait for an answer: they see the object go. */
  readonly #callers = new Set<() => void>();

  constructor(id: string, world: SimWorld) {
    this.id = id;
    this.#world = world;
  }

  /** As it is stored now. */
  get disk(): Disk {
    return this.#birth?.storage.disk ?? this.#disk;
  }

  get booking(): Booking | null {
    return this.disk.stored?.booking ?? null;
  }

  get ringsAgain(): boolean {
    return this.#ringAgainAt !== null;
  }

  /** The name of this booking's next step of a kind: the n-th is the n-th in every telling of the story. */
  step(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${this.id}/${kind}/${count}`;
  }

  born(): Birth {
    if (this.#birth === null) {
      const storage = new DurableStorage(this.#disk, this.#world.asJson, (before, after) => {
        if (this.#birth?.storage === storage) this.#world.watch.saved(this, before, after);
      });
      let birth: Birth | null = null;
      const isAlive = (): boolean => birth === null || this.#birth === birth;
      const world = lifeWorld(this.#world, this, storage, isAlive);
      birth = { storage, life: new BookingLife(storage, world) };
      this.#birth = birth;
    }
    return this.#birth;
  }

  isAlive(birth: Birth): boolean {
    return this.#birth === birth;
  }

  /** @returns what takes it back, once the answer is there. */
  onCrash(lost: () => void): () => void {
    this.#callers.add(lost);
    return () => void this.#callers.delete(lost);
  }

  crash(): void {
    const storage = this.#birth?.storage;
    if (storage === undefined) return;
    this.#gone(storage.afterCrash(Math.min(1, 2 * this.#world.fate.degree(this.step("crash")))));
  }

  /** Another version takes its place. What it wrote is there; what it has begun goes on for a while, beside the new one. */
  deploy(): void {
    const storage = this.#birth?.storage;
    if (storage === undefined) return;
    this.settle();
    storage.close(this.#world.now + DRAINS_FOR);
    this.#gone(storage.disk);
  }

  #gone(disk: Disk): void {
    this.#disk = disk;
    this.#birth = null;
    if (this.ringing) {
      this.ringing = false;
      this.#ringAgainAt = this.#world.now + 2 * SECOND;
    }
    const callers = [...this.#callers];
    this.#callers.clear();
    this.#world.watch.crashed(this);
    for (const lost of callers) lost();
  }

  /** Time has passed: whatever was written is on the disk by now. */
  settle(): void {
    const storage = this.#birth?.storage;
    storage?.durableUpTo(storage.mark());
  }

  /** When the platform will ring; null when it will not. */
  get ringsAt(): Instant | null {
    if (this.ringing) return null;
    if (this.#ringAgainAt !== null) return this.#ringAgainAt;
    const { alarmAt } = this.disk;
    if (alarmAt === null) return null;
    if (this.#ringAt?.for !== alarmAt) this.#ringAt = { for: alarmAt, at: alarmAt + this.#lateness() };
    return Math.max(this.#ringAt.at, alarmAt);
  }

  ring(): void {
    const twice = this.#ringAgainAt === null && this.#befalls("alarm.again", ["twice"]) !== null;
    this.#ringAgainAt = null;
    const birth = this.born();
    this.settle();
    birth.storage.alarmTaken();
    this.ringing = true;
    const over = (): void => {
      if (!this.isAlive(birth)) return;
      this.ringing = false;
      // The platform takes the handler for done only once what it wrote is durable.
      this.settle();
      if (twice) this.#ringAgainAt = this.#world.now + SECOND;
    };
    birth.life.alarm().then(over, (error: unknown) => {
      if (!this.isAlive(birth)) return;
      over();
      this.#world.violate(`the alarm's handler threw: ${String(error)}`);
    });
  }

  /** One call of the object's to the outside. */
  async call<T>(birth: DurableStorage, name: string, faults: readonly CallFault[], act: Act<T>): Promise<T> {
    const alive = (): boolean => this.#birth?.storage === birth || birth.drainsAt(this.#world.now);
    const mark = birth.mark();
    // It leaves after the piece of code that called has come to its next await, and after what that wrote is durable.
    await null;
    if (!alive()) return never();
    const service = name.slice(0, name.indexOf("."));
    const where = this.step(name);
    const fault = this.#world.isDown(service)
      ? "lost_before"
      : this.#world.fate.of(where, faults, name.startsWith("stripe.createRefund") ? 4 : 1);
    if (fault === "crash_before") {
      this.crash();
      return never();
    }
    birth.durableUpTo(mark);
    this.#world.watch.called(this.#world, this, name);
    const answer = this.#answered(where, service, fault, act);
    if (fault === "deploy") this.deploy();
    const wait = this.#latency(where, fault);
    if (wait > 0)
      await new Promise<void>((resolve) => this.#world.timeline.plan(this.#world.now + wait, resolve));
    if (!alive()) return never();
    if (fault === "crash_after") {
      this.crash();
      return never();
    }
    return answer();
  }

  /** Does the work, or not, or later, and says what the object will hear of it. */
  #answered<T>(where: string, service: string, fault: CallFault | null, act: Act<T>): () => T {
    const lost = (): never => {
      throw unavailable(service, fault ?? "");
    };
    switch (fault) {
      case "lost_before":
      case "rate_limited":
      case "conflict":
        return lost;
      case "late": {
        const delay = SECOND + this.#world.fate.degree(where) * (LATEST_WORK - SECOND);
        const finish = act.start?.();
        this.#world.timeline.plan(this.#world.now + Math.round(delay), () => {
          finish?.();
          attempt(() => act.work(null));
        });
        return lost;
      }
      case "lost_after":
        attempt(() => act.work(null));
        return lost;
      default:
        return attempt(() => act.work(fault));
    }
  }

  #latency(where: string, fault: CallFault | null): number {
    const { fate } = this.#world;
    if (fate.quiet) return 0;
    if (fault === "slow") return SECOND + Math.round(fate.degree(where) * SLOWEST_ANSWER);
    const degree = fate.degree(`${where}/answer`);
    return degree < 0.55 ? 0 : 1 + Math.round((degree - 0.55) * 900);
  }

  #befalls<K extends string>(kind: string, kinds: readonly K[]): K | null {
    return this.#world.fate.of(this.step(kind), kinds);
  }

  #lateness(): number {
    const late = this.#befalls("alarm", ["late", "very_late"]);
    if (late === null) return 0;
    const degree = this.#world.fate.degree(`${this.id}/alarm/${this.#counts.get("alarm")}`);
    return Math.round(degree * (late === "late" ? MINUTE : 120 * MINUTE));
  }
}

/** What the service does. `start` says that it has begun, and returns what says that it is no longer under way. */
export interface Act<T> {
  readonly work: (fault: CallFault | null) => T;
  readonly start?: () => () => void;
}

/** Done now; what came of it, an error too, is told later. */
function attempt<T>(work: () => T): () => T {
  try {
    const value = work();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
