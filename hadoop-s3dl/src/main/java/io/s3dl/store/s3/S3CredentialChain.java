package io.s3dl.store.s3;

import io.s3dl.store.TransientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Asks sources for keys in turn, and from then on the one that had some. Sources are made when they
 * are first asked.
 */
final class S3CredentialChain implements AwsCredentialsProvider, SdkAutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(S3CredentialChain.class);

  /** What fails here for a reason that may pass is not replaced by somebody else's keys. */
  private static final Set<S3CredentialLink.Kind> ASK_AGAIN =
      EnumSet.of(
          S3CredentialLink.Kind.ASSUME_ROLE,
          S3CredentialLink.Kind.WEB_IDENTITY,
          S3CredentialLink.Kind.CONTAINER,
          S3CredentialLink.Kind.OWN);

  /** How long a source serves in the place of one before it that may yet answer. */
  private static final Duration INSTEAD = Duration.ofMinutes(1);

  private final String bucket;
  private final List<S3CredentialLink> links;
  private final S3CredentialProviders providers;
  private final S3Errors errors;
  private final Clock clock;
  private final Map<S3CredentialLink, S3CredentialProviders.Source> made = new HashMap<>();
  private final ReentrantLock choosing = new ReentrantLock();
  private volatile Choice chosen;
  private boolean closed;

  /**
   * The source whose keys are used.
   *
   * @param until when it is, if a machine's metadata service, which should have been, did not
   *     answer
   */
  private record Choice(AwsCredentialsProvider source, String name, Instant until) {}

  S3CredentialChain(String bucket, S3CredentialProviders providers, S3Errors errors, Clock clock) {
    this(bucket, providers.options().chain(), providers, errors, clock);
  }

  private S3CredentialChain(
      String bucket,
      List<S3CredentialLink> links,
      S3CredentialProviders providers,
      S3Errors errors,
      Clock clock) {
    this.bucket = bucket;
    this.links = links;
    this.providers = providers;
    this.errors = errors;
    this.clock = clock;
  }

  /**
   * The keys to sign with.
   *
   * @throws UncheckedIOException of an {@link AccessDeniedException} that says why each source has
   *     none
   */
  @Override
  public AwsCredentials resolveCredentials() {
    Choice known = chosen;
    if (holds(known)) {
      return ask(known);
    }
    // One may have to wait until a source has not answered; the others need not.
    if (!choosing.tryLock()) {
      if (known != null) {
        return ask(known);
      }
      choosing.lock();
    }
    try {
      Choice now = chosen;
      return holds(now) ? ask(now) : choose();
    } finally {
      choosing.unlock();
    }
  }

  private boolean holds(Choice known) {
    return known != null && clock.instant().isBefore(known.until());
  }

  /** The name of the source whose keys are used; empty before there are some. */
  String source() {
    Choice known = chosen;
    return known == null ? "" : known.name();
  }

  private AwsCredentials ask(Choice known) {
    try {
      return known.source().resolveCredentials();
    } catch (SdkException | UncheckedIOException e) {
      throw new UncheckedIOException(errors.translate("renewing the credentials of", "", e));
    }
  }

  private AwsCredentials choose() {
    if (closed) {
      throw new UncheckedIOException(new IOException("The store s3dl://" + bucket + " is closed"));
    }
    StringJoiner reasons = new StringJoiner("; ");
    Instant until = Instant.MAX;
    for (S3CredentialLink link : links) {
      try {
        AwsCredentialsProvider source =
            made.computeIfAbsent(link, l -> providers.of(l, clock, this::base)).keys();
        AwsCredentials keys = source.resolveCredentials();
        LOG.debug("Credentials for s3dl://{} are from {}", bucket, name(link));
        chosen = new Choice(source, name(link), until);
        return keys;
      } catch (SdkException | UncheckedIOException | IllegalStateException e) {
        IOException why = errors.translate("finding credentials for", "", e);
        if (ASK_AGAIN.contains(link.kind()) && why instanceof TransientException) {
          throw new UncheckedIOException(why);
        }
        if (link.kind() == S3CredentialLink.Kind.INSTANCE && why instanceof TransientException) {
          // Where there is none, it does not answer either; so whoever is next serves meanwhile.
          until = clock.instant().plus(INSTEAD);
        }
        reasons.add(name(link) + ": " + reason(why));
      }
    }
    throw new UncheckedIOException(
        new AccessDeniedException(
            "s3dl://" + bucket + "/",
            null,
            "no credentials; set fs.s3dl.s3.access.key and fs.s3dl.s3.secret.key, or name a source"
                + " that has some in fs.s3dl.s3.credentials.provider (asked were: "
                + reasons
                + ")"));
  }

  private S3CredentialChain base(S3RoleOptions role) {
    return new S3CredentialChain(bucket, role.base(), providers, errors, clock);
  }

  private String reason(IOException why) {
    String message = String.valueOf(why.getMessage());
    String before = "Error finding credentials for s3dl://" + bucket + "/: ";
    int at = message.indexOf(before);
    return at < 0 ? message : message.substring(at + before.length());
  }

  private static String name(S3CredentialLink link) {
    return link.own().map(own -> own.getClass().getName()).orElseGet(link.kind()::key);
  }

  @Override
  public void close() {
    choosing.lock();
    try {
      closed = true;
      made.values().forEach(S3CredentialProviders.Source::close);
      made.clear();
    } finally {
      choosing.unlock();
    }
  }
}
