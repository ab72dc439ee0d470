package dev.almanac.auth.device;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity(name = "Device")
@Table(name = "device")
class DeviceEntity {

    @Id
    byte[] hash;

    @Column(name = "account_id")
    UUID accountId;

    String network;

    @Column(name = "first_seen")
    Instant firstSeen;

    @Column(name = "last_seen")
    Instant lastSeen;
}
