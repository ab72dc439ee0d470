package dev.almanac.gateway.limit;

import java.util.Arrays;

/// The generic cell rate algorithm for many callers: one number each, the theoretical arrival time of the next request
/// in nanoseconds. Source: ITU-T I.371, annex A (virtual scheduling).
///
/// Open addressing in stripes, two longs a caller: a million callers take 32 to 64 MiB. A caller whose time is over
/// stands where a new one would, so their place is free. A stripe that is full of living ones gives away the place of
/// the one among the next eight whose time is over first.
final class Arrivals {

    private static final int STRIPES = 64;
    private static final int FIRST_SIZE = 64;
    private static final int NEIGHBOURS = 8;

    private final Stripe[] stripes = new Stripe[STRIPES];

    /// @param most callers that are remembered
    Arrivals(int most) {
        int size = Integer.highestOneBit(Math.max(FIRST_SIZE, 2 * most / STRIPES - 1)) * 2;
        Arrays.setAll(stripes, i -> new Stripe(size));
    }

    /// Counts a request of some cost if it is allowed.
    ///
    /// @param now nanoseconds of a clock that never goes back
    /// @return how far ahead of the clock the next arrival lies now; when that was too far already, the
    /// complement of how far it would have been: a negative number
    long take(long slot, Policy policy, int cost, long now) {
        Stripe stripe = stripe(slot);
        synchronized (stripe) {
            int at = stripe.find(slot, now);
            long arrival = stripe.slots[at] == slot ? Math.max(stripe.arrivals[at], now) : now;
            long next = arrival + policy.emissionNanos() * cost;
            if (next - now > policy.burstNanos()) {
                return ~(next - now);
            }
            stripe.put(at, slot, next, now);
            return next - now;
        }
    }

    /// Takes back what [#take] has counted.
    void giveBack(long slot, Policy policy, int cost, long now) {
        Stripe stripe = stripe(slot);
        synchronized (stripe) {
            int at = stripe.find(slot, now);
            if (stripe.slots[at] == slot) {
                stripe.arrivals[at] -= policy.emissionNanos() * cost;
            }
        }
    }

    /// How far ahead of the clock the next arrival lies; 0 for one who has used nothing.
    long ahead(long slot, long now) {
        Stripe stripe = stripe(slot);
        synchronized (stripe) {
            int at = stripe.find(slot, now);
            return stripe.slots[at] == slot ? Math.max(0, stripe.arrivals[at] - now) : 0;
        }
    }

    /// Sets what was known before a restart.
    void restore(long slot, long arrival, long now) {
        Stripe stripe = stripe(slot);
        synchronized (stripe) {
            stripe.put(stripe.find(slot, now), slot, arrival, now);
        }
    }

    /// Calls with everybody whose time is not over.
    void forEach(long now, Visitor visitor) {
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (int i = 0; i < stripe.slots.length; i++) {
                    if (stripe.slots[i] != 0 && stripe.arrivals[i] > now) {
                        visitor.visit(stripe.slots[i], stripe.arrivals[i]);
                    }
                }
            }
        }
    }

    /// Places in memory, used or not.
    long capacity() {
        return Arrays.stream(stripes).mapToLong(stripe -> stripe.slots.length).sum();
    }

    private Stripe stripe(long slot) {
        return stripes[(int) (slot >>> 58)];
    }

    /// Takes a caller and its arrival.
    interface Visitor {
        void visit(long slot, long arrival);
    }

    private static final class Stripe {
        private final int largest;
        private long[] slots = new long[FIRST_SIZE];
        private long[] arrivals = new long[FIRST_SIZE];
        private int used;

        Stripe(int largest) {
            this.largest = largest;
        }

        /// The place of a caller, or one that they can have. Nothing is ever emptied but by [#grow], so that a search
        /// may end at the first empty place.
        int find(long slot, long now) {
            int mask = slots.length - 1;
            int over = -1;
            int first = (int) slot & mask;
            for (int i = 0; i <= mask; i++) {
                int at = first + i & mask;
                if (slots[at] == slot) {
                    return at;
                }
                if (slots[at] == 0) {
                    return over >= 0 ? over : at;
                }
                if (over < 0 && arrivals[at] <= now) {
                    over = at;
                }
            }
            return over >= 0 ? over : soonestOver(first);
        }

        void put(int at, long slot, long arrival, long now) {
            if (slots[at] == 0) {
                used++;
            }
            slots[at] = slot;
            arrivals[at] = arrival;
            if (used > slots.length / 2 + slots.length / 4) {
                grow(now);
            }
        }

        private int soonestOver(int first) {
            int soonest = first;
            for (int i = 1; i < NEIGHBOURS; i++) {
                int at = first + i & slots.length - 1;
                if (arrivals[at] < arrivals[soonest]) {
                    soonest = at;
                }
            }
            return soonest;
        }

        /// Leaves out whoever's time is over; doubles only when the living need it.
        private void grow(long now) {
            int living = 0;
            for (int i = 0; i < slots.length; i++) {
                living += slots[i] != 0 && arrivals[i] > now ? 1 : 0;
            }
            boolean crowded = living > slots.length / 2;
            if (crowded && slots.length >= largest) {
                return;
            }
            long[] oldSlots = slots;
            long[] oldArrivals = arrivals;
            slots = new long[crowded ? oldSlots.length * 2 : oldSlots.length];
            arrivals = new long[slots.length];
            used = 0;
            for (int i = 0; i < oldSlots.length; i++) {
                if (oldSlots[i] != 0 && oldArrivals[i] > now) {
                    int at = find(oldSlots[i], now);
                    slots[at] = oldSlots[i];
                    arrivals[at] = oldArrivals[i];
                    used++;
                }
            }
        }
    }
}
