package io.s3dl.store.s3;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What helps against an error that the store has answered with. */
final class S3Remedies {

  private static final String BUCKET_REGION = "x-amz-bucket-region";

  /** What helps where a store has an object, does not give it, and does not say why. */
  static final String OF_UNREADABLE =
      "it may be encrypted with a key that requests have to bring (fs.s3dl.s3.encryption=sse-c and"
          + " fs.s3dl.s3.encryption.customer.key), or the credentials are no longer valid";

  /** Denials that come with another status than 401 and 403. */
  private static final Set<String> DENIALS =
      Set.of(
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired",
          "AuthorizationHeaderMalformed",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "RequestTimeTooSkewed",
          "AccessDenied");

  private final String bucket;

  S3Remedies(String bucket) {
    this.bucket = bucket;
  }

  /** Whether the store does not let whoever asks do this. */
  static boolean isDenial(int status, String code) {
    return status == 401 || status == 403 || DENIALS.contains(code) || code.startsWith("KMS.");
  }

  /** Whether the store says that the bucket is in another region. */
  static boolean isElsewhere(AwsServiceException e) {
    return header(e, BUCKET_REGION).isPresent();
  }

  /** One header of the store's answer. */
  static Optional<String> header(AwsServiceException e, String name) {
    if (e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null) {
      return Optional.empty();
    }
    return e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader(name);
  }

  /** What the store says behind the status; empty if nothing. */
  static String statusText(AwsServiceException e) {
    if (e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null) {
      return "";
    }
    return e.awsErrorDetails().sdkHttpResponse().statusText().orElse("");
  }

  /** What helps, in words that follow a semicolon; empty if nothing more is known. */
  String of(AwsServiceException e, String code, String key) {
    Optional<String> region = header(e, BUCKET_REGION);
    return switch (code) {
      case "NoSuchBucket" ->
          "there is no bucket "
              + bucket
              + ": check its name, "
              + own("endpoint")
              + " and "
              + own("region")
              + ", or make it, since this file system never does";
      case "RequestTimeTooSkewed" -> "set the clock of this machine right";
      case "ExpiredToken", "TokenRefreshRequired" ->
          "the session token has expired: renew it, or let fs.s3dl.s3.credentials.provider name a"
              + " source that renews its own";
      case "InvalidToken" ->
          "the session token does not belong to the keys or the store: check"
              + " fs.s3dl.s3.session.token";
      case "SignatureDoesNotMatch" ->
          "the secret key is wrong, or something on the way changes requests: check"
              + " fs.s3dl.s3.secret.key and proxies";
      case "InvalidAccessKeyId" ->
          "the store does not know the access key: check the keys, and that "
              + own("endpoint")
              + " is that of their store";
      case "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect" ->
          wrongRegion(region);
      case "InvalidObjectState" ->
          "it is archived; restore it, then read it: aws s3api restore-object --bucket "
              + bucket
              + " --key '"
              + key
              + "' --restore-request Days=7";
      case "NotImplemented" ->
          "the store cannot do this: tell what it can with fs.s3dl.s3.store and"
              + " fs.s3dl.s3.feature.*";
      case "InvalidBucketName" -> "a host of this name cannot be: " + own("path.style") + "=true";
      default -> ofStatus(e.statusCode(), code, region);
    };
  }

  private String ofStatus(int status, String code, Optional<String> region) {
    if (code.startsWith("KMS.")) {
      return "the credentials need kms:Decrypt and kms:GenerateDataKey on the key, which must be"
          + " enabled and in the bucket's region";
    }
    return switch (status) {
      case 301, 307 -> wrongRegion(region);
      case 400 -> region.isPresent() ? wrongRegion(region) : "";
      case 401 -> "the store wants credentials: set fs.s3dl.s3.credentials.provider";
      case 403 ->
          "the credentials are not allowed to, or the object is not there and they may not list the"
              + " bucket: policies of the user and the bucket decide; check that the keys are the"
              + " ones for this bucket, and the clock";
      default -> "";
    };
  }

  private String wrongRegion(Optional<String> region) {
    return region
        .map(name -> "the bucket is in another region: set " + own("region") + "=" + name)
        .orElse(
            "the bucket is in another region, or has another address: set "
                + own("region")
                + " or "
                + own("endpoint"));
  }

  private String own(String key) {
    return "fs.s3dl.bucket." + bucket + ".s3." + key;
  }
}
