package dev.almanac.kit.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// An event that waits to be delivered; the dispatcher reads the table in order of `id`.
@Entity(name = "OutboxEvent")
@Table(name = "audit_outbox")
class OutboxEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String event;

    static OutboxEntity of(String event) {
        OutboxEntity row = new OutboxEntity();
        row.event = event;
        return row;
    }
}
