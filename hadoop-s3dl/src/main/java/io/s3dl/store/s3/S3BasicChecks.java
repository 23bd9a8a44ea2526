package io.s3dl.store.s3;

import static io.s3dl.store.StoreTrial.expect;

import io.s3dl.store.ClockSkew;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreCheck.Outcome;
import io.s3dl.store.StoreTrial;
import io.s3dl.store.s3.DiagnosedObjects.Begun;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Tries what every store must do. */
final class S3BasicChecks {

  private static final byte[] CONTENT = StoreTrial.content();

  private static final int RANGE_BYTES = 1000;

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
        StoreCheck.vital("credentials", this::credentials, "set fs.s3dl.s3.credentials.provider"),
        StoreCheck.vital(
            "list objects",
            this::list,
            "fs.s3dl.s3.endpoint must be that of the store's S3 service, and stores other than"
                + " Amazon's mostly want fs.s3dl.s3.path.style=true"));
  }

  /** One object, written and read. */
  List<StoreCheck> objects() {
    return List.of(
        StoreCheck.vital("put", this::put, "the user must be allowed s3:PutObject"),
        StoreCheck.vital("get", this::get, "the user must be allowed s3:GetObject"),
        StoreCheck.vital(
            "get a range",
            () -> range("bytes=" + RANGE_BYTES + "-" + (2 * RANGE_BYTES - 1), RANGE_BYTES),
            "the store, or a proxy before it, does not answer ranges as it should"),
        StoreCheck.vital(
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

  private Outcome credentials() throws IOException {
    AwsCredentials keys = errors.at("finding credentials for", "", credentials::resolveCredentials);
    return Outcome.good(
        "from "
            + credentials.source()
            + (keys instanceof AwsSessionCredentials ? ", with a session token" : ""));
  }

  private Outcome list() throws IOException {
    ListObjectsV2Response page = objects.list("", 1);
    String store = page.contents().isEmpty() ? "the bucket is empty" : "the bucket has objects";
    return Outcome.good(
        ClockSkew.told(page.sdkHttpResponse().firstMatchingHeader("Date"))
            .map(skew -> store + "; " + skew)
            .orElse(store));
  }

  private Outcome put() throws IOException {
    String etag = objects.put(objects.key("written"), CONTENT);
    expect(etag != null && !etag.isEmpty(), "the store gives no ETag");
    return Outcome.good(CONTENT.length + " bytes");
  }

  private Outcome get() throws IOException {
    expect(
        Arrays.equals(objects.get(objects.key("written"), null), CONTENT),
        "it is not what was written");
    return Outcome.good("");
  }

  private Outcome range(String header, int from) throws IOException {
    byte[] expected = Arrays.copyOfRange(CONTENT, from, from + RANGE_BYTES);
    expect(
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
    expect(
        length == first.length + CONTENT.length,
        "the object has "
            + length
            + " bytes after parts of "
            + first.length
            + " and "
            + CONTENT.length);
    expect(
        Arrays.equals(objects.get(key, "bytes=" + first.length + "-"), CONTENT),
        "its second part is not what was written");
    return Outcome.good("a part of 5 MiB and one of " + CONTENT.length + " bytes");
  }

  private Outcome abort() throws IOException {
    String key = objects.key("aborted");
    Begun upload = objects.begin(key, new byte[1]);
    objects.abort(key, upload.id());
    expect(objects.uploads(key).uploads().isEmpty(), "the aborted upload is listed still");
    expect(!objects.exists(key), "the aborted upload has become an object");
    return Outcome.good("");
  }

  private Outcome names() throws IOException {
    return StoreTrial.names(
        StoreTrial.NAMES,
        name ->
            DiagnosedObjects.refusal(() -> roundTrip(objects.key("names/" + name)))
                .map(DiagnosedObjects.Refusal::toString));
  }

  private void roundTrip(String key) throws IOException {
    objects.put(key, new byte[1]);
    expect(objects.get(key, null).length == 1, "it is not what was written");
    expect(
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
}
