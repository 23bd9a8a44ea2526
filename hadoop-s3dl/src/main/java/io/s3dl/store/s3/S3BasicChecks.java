package io.s3dl.store.s3;

import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreCheck.Outcome;
import io.s3dl.store.s3.DiagnosedObjects.Begun;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Tries what every store must do. */
final class S3BasicChecks {

  private static final byte[] CONTENT =
      "s3dl diag writes this, and reads it again.\n".repeat(2400).getBytes(StandardCharsets.UTF_8);

  private static final int RANGE_BYTES = 1000;

  /** Stores refuse requests that are off by a quarter of an hour. */
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  /** Names that files may have, and that stores, proxies and signatures have stumbled over. */
  private static final List<String> NAMES =
      List.of(
          "with space",
          "with+plus",
          "with%20percent",
          "with%percent",
          "with&and=equals",
          "with?question",
          "with#hash",
          "with;semicolon,comma",
          "with'quote\"s",
          "with@at$dollar!",
          "with(brackets)[and]{these}",
          "with~tilde^caret|bar",
          "with\\backslash",
          "with<angle>",
          "with\u00fcmlaut",
          "with\u65e5\u672c",
          "with\ud83d\ude00",
          "..dots..");

  private final DiagnosedObjects objects;
  private final S3CredentialChain credentials;
  private final S3Errors errors;

  S3BasicChecks(DiagnosedObjects objects, S3CredentialChain credentials, S3Errors errors) {
    this.objects = objects;
    this.credentials = credentials;
    this.errors = errors;
  }

  /** Without writing anything. */
  List<StoreCheck> access() {
    return List.of(
        vital("credentials", this::credentials, "set fs.s3dl.s3.credentials.provider"),
        vital(
            "list objects",
            this::list,
            "fs.s3dl.s3.endpoint must be that of the store's S3 service, and stores other than"
                + " Amazon's mostly want fs.s3dl.s3.path.style=true"));
  }

  /** One object, written and read. */
  List<StoreCheck> objects() {
    return List.of(
        vital("put", this::put, "the user must be allowed s3:PutObject"),
        vital("get", this::get, "the user must be allowed s3:GetObject"),
        vital(
            "get a range",
            () -> range("bytes=" + RANGE_BYTES + "-" + (2 * RANGE_BYTES - 1), RANGE_BYTES),
            "the store, or a proxy before it, does not answer ranges as it should"),
        vital(
            "get a suffix",
            () -> range("bytes=-" + RANGE_BYTES, CONTENT.length - RANGE_BYTES),
            "the store, or a proxy before it, does not answer suffix ranges as it should"));
  }

  /** Uploads in parts, and names. */
  List<StoreCheck> uploadsAndNames() {
    return List.of(
        new StoreCheck(
            "multipart upload",
            this::multipart,
            "files larger than fs.s3dl.s3.part.size are written so: the store, and a proxy before it,"
                + " must take uploads in parts, and the user must be allowed s3:PutObject",
            false),
        new StoreCheck(
            "abort an upload",
            this::abort,
            "the user must be allowed s3:AbortMultipartUpload and"
                + " s3:ListBucketMultipartUploads; what failed writers leave is charged for",
            false),
        new StoreCheck(
            "special names",
            this::names,
            "do not give files such names, or look for what changes them on the way: a proxy, or"
                + " the store",
            false),
        new StoreCheck("delete", this::delete, "the user must be allowed s3:DeleteObject", false));
  }

  private static StoreCheck vital(String name, StoreCheck.Attempt attempt, String remedy) {
    return new StoreCheck(name, attempt, remedy, true);
  }

  private Outcome credentials() throws IOException {
    AwsCredentials keys = errors.at("finding credentials for", "", credentials::resolveCredentials);
    return Outcome.good(
        "from "
            + credentials.source()
            + (keys instanceof AwsSessionCredentials ? ", with a session token" : ""));
  }

  private Outcome list() throws IOException {
    ListObjectsV2Response page = objects.list("", 1);
    Optional<Duration> skew = skew(page);
    if (skew.isPresent() && skew.get().compareTo(MOST_SKEW) > 0) {
      throw new IOException(
          "the clocks of the store and of this machine differ by "
              + skew.get().toSeconds()
              + " s; set the clock of this machine right");
    }
    return Outcome.good(
        (page.contents().isEmpty() ? "the bucket is empty" : "the bucket has objects")
            + skew.map(
                    by -> by.toSeconds() > 2 ? "; clocks differ by " + by.toSeconds() + " s" : "")
                .orElse(""));
  }

  private static Optional<Duration> skew(ListObjectsV2Response answer) {
    try {
      return answer
          .sdkHttpResponse()
          .firstMatchingHeader("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(date -> Duration.between(date.toInstant(), Instant.now()).abs());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private Outcome put() throws IOException {
    String etag = objects.put(objects.key("written"), CONTENT);
    check(etag != null && !etag.isEmpty(), "the store gives no ETag");
    return Outcome.good(CONTENT.length + " bytes");
  }

  private Outcome get() throws IOException {
    check(
        Arrays.equals(objects.get(objects.key("written"), null), CONTENT),
        "it is not what was written");
    return Outcome.good("");
  }

  private Outcome range(String header, int from) throws IOException {
    byte[] expected = Arrays.copyOfRange(CONTENT, from, from + RANGE_BYTES);
    check(
        Arrays.equals(objects.get(objects.key("written"), header), expected),
        "it is not the range that was asked for");
    return Outcome.good("");
  }

  private Outcome multipart() throws IOException {
    String key = objects.key("parts");
    byte[] first = new byte[S3WriteSettings.MIN_PART_BYTES];
    Begun upload = objects.begin(key, first);
    CompletedPart second = objects.part(key, upload.id(), 2, CONTENT, null);
    objects.complete(upload, List.of(upload.part(), second), UnaryOperator.identity());
    long length = objects.head(key).contentLength();
    check(
        length == first.length + CONTENT.length,
        "the object has "
            + length
            + " bytes after parts of "
            + first.length
            + " and "
            + CONTENT.length);
    check(
        Arrays.equals(objects.get(key, "bytes=" + first.length + "-"), CONTENT),
        "its second part is not what was written");
    return Outcome.good("a part of 5 MiB and one of " + CONTENT.length + " bytes");
  }

  private Outcome abort() throws IOException {
    String key = objects.key("aborted");
    Begun upload = objects.begin(key, new byte[1]);
    objects.abort(key, upload.id());
    check(objects.uploads(key).uploads().isEmpty(), "the aborted upload is listed still");
    check(!objects.exists(key), "the aborted upload has become an object");
    return Outcome.good("");
  }

  private Outcome names() throws IOException {
    List<String> bad = new ArrayList<>();
    for (String name : NAMES) {
      String key = objects.key("names/" + name);
      Optional<DiagnosedObjects.Refusal> refused = DiagnosedObjects.refusal(() -> roundTrip(key));
      refused.ifPresent(why -> bad.add(name + " (" + why + ")"));
    }
    check(bad.isEmpty(), bad.size() + " of " + NAMES.size() + " fail: " + String.join(", ", bad));
    return Outcome.good(NAMES.size() + " of them");
  }

  private void roundTrip(String key) throws IOException {
    objects.put(key, new byte[1]);
    check(objects.get(key, null).length == 1, "it is not what was written");
    check(
        objects.list(objects.key("names/"), 1).contents().stream()
            .anyMatch(object -> object.key().equals(key)),
        "it is not listed");
    objects.delete(key);
  }

  private Outcome delete() throws IOException {
    String key = objects.key("written");
    objects.delete(key);
    try {
      objects.head(key);
    } catch (FileNotFoundException e) {
      return Outcome.good("");
    }
    throw new IOException("it is still there");
  }

  private static void check(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }
}
