package dev.almanac.auth.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final List<String> NAMES = List.of("marguerite@example.test", "daisy_d", "Marguerite Duras");

    private final PasswordConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(PasswordConfig.class)
            .build()
            .getConfigMapping(PasswordConfig.class);

    @Test
    void theDefaultsAreThoseOfTheDecision() {
        assertEquals(7168, config.memoryKib());
        assertEquals(5, config.iterations());
        assertEquals(15, config.minimumLength());
        assertEquals(8, config.minimumLengthWithSecondFactor());
        assertTrue(config.maximumLength() >= 64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "x7$Kq0!vRm2#Lp9",
                "aaa bbb quick zebra 17",
                "\uD83D\uDC0E\uD83D\uDD0B\uD83D\uDCCE\uD83D\uDC0E\uD83D\uDD0B correct horse",
                "no upper case, no digit, no sign needed"
            })
    void takesWhatIsLongAndNotGuessedFirst(String password) {
        assertTrue(PasswordRules.refusal(password, NAMES, true, config).isEmpty(), password);
    }

    @ParameterizedTest
    @CsvSource({
        "fourteen chars, at least 15",
        "passwordpassword, tried first",
        "password12345678, tried first",
        "!!qwertyuiop2024!!, tried first",
        "aaaaaaaaaaaaaaaaaaaa, tried first",
        "abcabcabcabcabcabc, tried first",
        "abcdefghijklmnopqrst, keyboard",
        "12345678901234567890, tried first",
        "zyxwvutsrqponmlkjih, keyboard",
        "i am daisy_d since 1914, own name",
        "marguerite loves cats, own name",
        "my almanac pass phrase, own name",
    })
    void saysWhyItRefuses(String password, String reason) {
        String told = PasswordRules.refusal(password, NAMES, true, config).orElse("accepted");
        assertTrue(told.contains(reason), password + ": " + told);
    }

    @Test
    void countsCodePointsAndAsksForLessBesideASecondFactor() {
        String fourteen = "\uD83D\uDC0E".repeat(7) + "\uD83D\uDD0Bkqzvxw";
        assertTrue(PasswordRules.refusal(fourteen, NAMES, true, config).isPresent());
        assertTrue(PasswordRules.refusal("kqzvx-1w", NAMES, false, config).isEmpty());
        assertTrue(PasswordRules.refusal("kqzvx-1", NAMES, false, config).isPresent());
        assertTrue(
                PasswordRules.refusal("kq zv ".repeat(64), NAMES, true, config).isPresent());
    }
}
