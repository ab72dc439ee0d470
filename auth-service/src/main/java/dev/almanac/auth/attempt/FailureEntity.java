package dev.almanac.auth.attempt;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity(name = "SignInFailure")
@Table(name = "sign_in_failure")
class FailureEntity {

    @Id
    byte[] key;

    int failures;

    @Column(name = "last_at")
    Instant lastAt;
}
