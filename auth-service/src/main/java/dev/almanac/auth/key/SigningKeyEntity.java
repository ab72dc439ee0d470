package dev.almanac.auth.key;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity(name = "SigningKey")
@Table(name = "signing_key")
class SigningKeyEntity {

    @Id
    String id;

    @Column(name = "public_jwk")
    String publicJwk;

    byte[] wrapped;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "retires_at")
    Instant retiresAt;
}
