package io.s3dl.store.azure;

import com.azure.core.http.HttpClient;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells what is used to prove who asks, without its secrets. */
final class AzureProofs {

  private AzureProofs() {}

  /**
   * What there is; of an identity, a token is fetched.
   *
   * @throws IOException if the proof does not hold any more, or not yet
   */
  static String told(AzureOptions options, HttpClient http) throws IOException {
    AzureCredentialOptions credentials = options.credentials();
    String from = credentials.source().isEmpty() ? "" : " from " + credentials.source();
    return switch (credentials.kind()) {
      case ANONYMOUS -> "none: asked anonymously" + from;
      case SHARED_KEY -> "the account's key" + from;
      case SAS -> "a SAS token" + from + sas(credentials.secret().orElseThrow().reveal());
      default ->
          credentials.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
              + from
              + ", with a token until "
              + AzureIdentities.tokenUntil(options, http);
    };
  }

  /** What it allows, and until when. */
  private static String sas(String token) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    for (String field : token.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(
            field.substring(0, equals),
            URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    if (!fields.containsKey("sig")) {
      throw new IOException("the SAS token has no signature (sig=…): it is not whole");
    }
    Optional<Instant> end = time(fields.get("se"));
    if (end.isPresent() && end.get().isBefore(Instant.now())) {
      throw new IOException("the SAS token has expired at " + end.get() + ": have a new one made");
    }
    Optional<Instant> start = time(fields.get("st"));
    if (start.isPresent() && start.get().isAfter(Instant.now())) {
      throw new IOException("the SAS token is not to be used before " + start.get());
    }
    String allowed = fields.get("sp");
    return (allowed == null ? "" : ", which allows " + allowed)
        + end.map(time -> ", until " + time).orElse("");
  }

  private static Optional<Instant> time(String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // a day, say; the store knows
    }
  }
}
