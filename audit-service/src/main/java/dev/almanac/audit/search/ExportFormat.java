package dev.almanac.audit.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How an export writes entries.
sealed interface ExportFormat {

    static Optional<ExportFormat> of(String name, ObjectMapper json) {
        return switch (name) {
            case "jsonl" -> Optional.of(new Jsonl(json));
            case "csv" -> Optional.of(new Csv());
            case "ocsf" -> Optional.of(new Ocsf(json));
            default -> Optional.empty();
        };
    }

    String name();

    String mediaType();

    String fileName();

    /// What stands before the first entry.
    String head();

    /// One entry with its line feed.
    String line(EventView event);

    private static String json(ObjectMapper json, Object value) {
        try {
            return json.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry cannot be written as JSON", e);
        }
    }

    /// One JSON object a line, as the API answers it.
    record Jsonl(ObjectMapper json) implements ExportFormat {

        @Override
        public String name() {
            return "jsonl";
        }

        @Override
        public String mediaType() {
            return "application/x-ndjson";
        }

        @Override
        public String fileName() {
            return "audit.jsonl";
        }

        @Override
        public String head() {
            return "";
        }

        @Override
        public String line(EventView event) {
            return ExportFormat.json(json, event);
        }
    }

    /// RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe.
    record Csv() implements ExportFormat {

        private static final String COLUMNS = "seq,recorded,occurred,tenant,tenant_seq,actor,source,type,subject,"
                + "request_id,leaf_hash,status,witnessed_at,data\r\n";

        @Override
        public String name() {
            return "csv";
        }

        @Override
        public String mediaType() {
            return "text/csv; charset=utf-8";
        }

        @Override
        public String fileName() {
            return "audit.csv";
        }

        @Override
        public String head() {
            return COLUMNS;
        }

        @Override
        public String line(EventView event) {
            return Stream.of(
                            event.seq(),
                            event.recorded(),
                            event.occurred(),
                            event.tenant(),
                            event.tenantSeq(),
                            Optional.ofNullable(event.actor())
                                    .map(Object::toString)
                                    .orElse(""),
                            event.source(),
                            event.type(),
                            event.subject(),
                            Optional.ofNullable(event.requestId()).orElse(""),
                            event.leafHash(),
                            event.status(),
                            Optional.ofNullable(event.witnessedAt())
                                    .map(Object::toString)
                                    .orElse(""),
                            event.data())
                    .map(value -> cell(value.toString()))
                    .collect(Collectors.joining(",", "", "\r\n"));
        }

        private static String cell(String value) {
            boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
            String safe = formula ? "'" + value : value;
            return safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                    ? '"' + safe.replace("\"", "\"\"") + '"'
                    : safe;
        }
    }

    /// One OCSF event a line.
    record Ocsf(ObjectMapper json) implements ExportFormat {

        @Override
        public String name() {
            return "ocsf";
        }

        @Override
        public String mediaType() {
            return "application/x-ndjson";
        }

        @Override
        public String fileName() {
            return "audit.ocsf.jsonl";
        }

        @Override
        public String head() {
            return "";
        }

        @Override
        public String line(EventView event) {
            return ExportFormat.json(json, OcsfEvent.of(event));
        }
    }
}
