package dev.almanac.gateway.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The console as it was built; its build tells which addresses are pages.
class ConsoleTest {

    private final Console console = new Console();

    @ParameterizedTest
    @CsvSource({
        "/, true",
        "/jobs, true",
        "/models/0192f0c1-7d4e-7cc1-b2a4-6a2b6f6f3f11, true",
        "/published/AbCdEfGhIjKlMnOpQrSt_-, true",
        "/index.html, true",
        "/jobsx, false",
        "/api/v1/jobs, false",
        "jobs, false",
    })
    void aReloadStaysWhereOneIs(String path, boolean there) {
        assertEquals(there, console.has(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/published/AbCdEfGhIjKlMnOpQrSt_-, /published/...",
        "/jobs, /jobs",
        "/, /",
        "/index.html, /index.html",
    })
    void secretsOfLinksAreInNoLog(String path, String logged) {
        assertEquals(logged, console.logged(path));
    }
}
