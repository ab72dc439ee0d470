package dev.almanac.auth.ticket;

import dev.almanac.kit.OneByOne;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Issues secrets that work once, and takes them back. A ticket is gone before anything is done with it, so of any
/// number of racers one wins, and a failure uses it up too.
@ApplicationScoped
public class Tickets {

    private final TicketRepository tickets;

    Tickets(TicketRepository tickets) {
        this.tickets = tickets;
    }

    /// A new ticket, in the current transaction.
    ///
    /// @param account whose it is; null for somebody who is not known yet
    /// @param payload given back when it is used; null for none
    public Uni<String> issue(Purpose purpose, UUID account, String payload, Duration life) {
        String secret = Secret.next();
        return keep(secret, purpose, account, payload, life).replaceWith(secret);
    }

    /// The same with a secret that the caller has chosen, such as a nonce inside of a text.
    public Uni<Void> keep(String secret, Purpose purpose, UUID account, String payload, Duration life) {
        TicketEntity ticket = new TicketEntity();
        ticket.hash = Secret.hash(secret);
        ticket.purpose = purpose;
        ticket.accountId = account;
        ticket.payload = payload;
        ticket.expiresAt = Instant.now().plus(life);
        return tickets.persist(ticket).replaceWithVoid();
    }

    /// Uses a ticket up, in a transaction of its own.
    ///
    /// @return empty when there is none, it was used before, or its time is over
    public Uni<Optional<Ticket>> burn(Purpose purpose, String secret) {
        byte[] hash = Secret.hash(secret);
        return Panache.withTransaction(() -> tickets.ofPurpose(hash, purpose)
                .chain(found -> found == null
                        ? Uni.createFrom().item(Optional.<Ticket>empty())
                        : tickets.take(hash)
                                .map(won -> Optional.of(Ticket.of(found))
                                        .filter(ticket -> won && found.expiresAt.isAfter(Instant.now())))));
    }

    /// Looks at a ticket without using it up, to say what is wrong with a form before its ticket is gone.
    public Uni<Optional<Ticket>> look(Purpose purpose, String secret) {
        return Panache.withSession(() -> tickets.ofPurpose(Secret.hash(secret), purpose))
                .map(found -> Optional.ofNullable(found)
                        .filter(ticket -> ticket.expiresAt.isAfter(Instant.now()))
                        .map(Ticket::of));
    }

    /// Makes every ticket of somebody for a purpose worthless, in the current transaction.
    public Uni<Void> withdraw(Purpose purpose, UUID account) {
        return tickets.deleteOf(account, purpose).replaceWithVoid();
    }

    /// Makes every ticket of somebody worthless, whatever it is for.
    public Uni<Void> withdrawAllOf(UUID account) {
        return tickets.delete("accountId", account).replaceWithVoid();
    }

    /// Uses up all tickets of a purpose that wait, each in the transaction of what is done with it; of several replicas
    /// each gets others.
    public Uni<Void> burnAll(Purpose purpose, Function<Ticket, Uni<Void>> work) {
        return Panache.withSession(() -> tickets.list("purpose", purpose))
                .chain(found -> OneByOne.each(
                        found,
                        ticket -> Panache.withTransaction(() -> tickets.take(ticket.hash)
                                .chain(won -> won
                                        ? work.apply(Ticket.of(ticket))
                                        : Uni.createFrom().voidItem()))));
    }

    /// The same for everybody.
    public Uni<Void> withdrawAll(Purpose purpose) {
        return tickets.delete("purpose", purpose).replaceWithVoid();
    }

    @Scheduled(every = "10m")
    Uni<Void> sweep() {
        return Panache.withTransaction(() -> tickets.deleteExpired(Instant.now()))
                .replaceWithVoid();
    }

    /// What a used ticket was for.
    ///
    /// @param account null for somebody who was not known
    /// @param payload as it was issued
    public record Ticket(UUID account, String payload) {

        static Ticket of(TicketEntity entity) {
            return new Ticket(entity.accountId, entity.payload);
        }
    }
}
