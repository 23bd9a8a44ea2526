package io.s3dl.store.s3;

import io.s3dl.io.ByteRange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.RequestPayer;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Begins every request with what belongs on all of its kind: the bucket, who pays, a customer's
 * key, and for new objects their encryption, class, ACL and tags.
 */
final class RequestBuilders {

  private static final String CUSTOMER_ALGORITHM = "AES256";

  private final String bucket;
  private final S3WriteSettings settings;
  private final S3Features features;
  private final RequestPayer payer;
  private final String customerAlgorithm;
  private final String customerKey;
  private final String customerKeyMd5;

  RequestBuilders(
      String bucket, S3WriteSettings settings, S3Features features, boolean requesterPays) {
    this.bucket = bucket;
    this.settings = settings;
    this.features = features;
    this.payer = requesterPays ? RequestPayer.REQUESTER : null;
    boolean customer = settings.encryption().kind() == S3Encryption.Kind.SSE_C;
    this.customerAlgorithm = customer ? CUSTOMER_ALGORITHM : null;
    this.customerKey = customer ? settings.encryption().customerKey().orElseThrow().reveal() : null;
    this.customerKeyMd5 = customer ? md5(customerKey) : null;
  }

  private static String md5(String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  S3Features features() {
    return features;
  }

  S3WriteSettings settings() {
    return settings;
  }

  private ChecksumMode checksumMode() {
    return features.has(S3Feature.CHECKSUM_CRC32C) ? ChecksumMode.ENABLED : null;
  }

  HeadObjectRequest.Builder head(String key) {
    return HeadObjectRequest.builder()
        .bucket(bucket)
        .key(key)
        .checksumMode(checksumMode())
        .requestPayer(payer)
        .sseCustomerAlgorithm(customerAlgorithm)
        .sseCustomerKey(customerKey)
        .sseCustomerKeyMD5(customerKeyMd5);
  }

  GetObjectRequest.Builder get(String key) {
    return GetObjectRequest.builder()
        .bucket(bucket)
        .key(key)
        .checksumMode(checksumMode())
        .requestPayer(payer)
        .sseCustomerAlgorithm(customerAlgorithm)
        .sseCustomerKey(customerKey)
        .sseCustomerKeyMD5(customerKeyMd5);
  }

  /** The range as a GET wants it, whose last byte is named too. */
  static String range(ByteRange range) {
    return "bytes=" + range.offset() + "-" + (range.end() - 1);
  }

  ListObjectsV2Request.Builder list(String prefix, boolean recursive) {
    return ListObjectsV2Request.builder()
        .bucket(bucket)
        .prefix(prefix)
        .delimiter(recursive ? null : "/")
        .encodingType(EncodingType.URL)
        .requestPayer(payer);
  }

  PutObjectRequest.Builder put(
      String key, Optional<String> contentType, Map<String, String> metadata) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(contentType.or(settings::contentType).orElse(null))
            .metadata(metadata)
            .acl(settings.acl().orElse(null))
            .storageClass(settings.storageClass().orElse(null))
            .tagging(tags())
            .requestPayer(payer)
            .sseCustomerAlgorithm(customerAlgorithm)
            .sseCustomerKey(customerKey)
            .sseCustomerKeyMD5(customerKeyMd5);
    encryption()
        .ifPresent(
            sse ->
                request
                    .serverSideEncryption(sse)
                    .ssekmsKeyId(kmsKey())
                    .ssekmsEncryptionContext(kmsContext())
                    .bucketKeyEnabled(settings.encryption().bucketKey().orElse(null)));
    return request;
  }

  CreateMultipartUploadRequest.Builder begin(
      String key, Optional<String> contentType, Map<String, String> metadata) {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(contentType.or(settings::contentType).orElse(null))
            .metadata(metadata)
            .acl(settings.acl().orElse(null))
            .storageClass(settings.storageClass().orElse(null))
            .tagging(tags())
            .requestPayer(payer)
            .sseCustomerAlgorithm(customerAlgorithm)
            .sseCustomerKey(customerKey)
            .sseCustomerKeyMD5(customerKeyMd5);
    encryption()
        .ifPresent(
            sse ->
                request
                    .serverSideEncryption(sse)
                    .ssekmsKeyId(kmsKey())
                    .ssekmsEncryptionContext(kmsContext())
                    .bucketKeyEnabled(settings.encryption().bucketKey().orElse(null)));
    return request;
  }

  UploadPartRequest.Builder part(String key, String uploadId, int number) {
    return UploadPartRequest.builder()
        .bucket(bucket)
        .key(key)
        .uploadId(uploadId)
        .partNumber(number)
        .requestPayer(payer)
        .sseCustomerAlgorithm(customerAlgorithm)
        .sseCustomerKey(customerKey)
        .sseCustomerKeyMD5(customerKeyMd5);
  }

  UploadPartCopyRequest.Builder partCopy(
      String key, String uploadId, int number, String source, ByteRange range) {
    return UploadPartCopyRequest.builder()
        .sourceBucket(bucket)
        .sourceKey(source)
        .copySourceRange(range(range))
        .destinationBucket(bucket)
        .destinationKey(key)
        .uploadId(uploadId)
        .partNumber(number)
        .requestPayer(payer)
        .sseCustomerAlgorithm(customerAlgorithm)
        .sseCustomerKey(customerKey)
        .sseCustomerKeyMD5(customerKeyMd5)
        .copySourceSSECustomerAlgorithm(customerAlgorithm)
        .copySourceSSECustomerKey(customerKey)
        .copySourceSSECustomerKeyMD5(customerKeyMd5);
  }

  CompleteMultipartUploadRequest.Builder complete(String key, String uploadId) {
    return CompleteMultipartUploadRequest.builder()
        .bucket(bucket)
        .key(key)
        .uploadId(uploadId)
        .requestPayer(payer)
        .sseCustomerAlgorithm(customerAlgorithm)
        .sseCustomerKey(customerKey)
        .sseCustomerKeyMD5(customerKeyMd5);
  }

  AbortMultipartUploadRequest abort(String key, String uploadId) {
    return AbortMultipartUploadRequest.builder()
        .bucket(bucket)
        .key(key)
        .uploadId(uploadId)
        .requestPayer(payer)
        .build();
  }

  ListMultipartUploadsRequest.Builder uploads(String prefix) {
    return ListMultipartUploadsRequest.builder()
        .bucket(bucket)
        .prefix(prefix)
        .encodingType(EncodingType.URL)
        .requestPayer(payer);
  }

  /** A copy inside the store; what is not said here goes with the object. */
  CopyObjectRequest.Builder copy(String source, String to) {
    CopyObjectRequest.Builder request =
        CopyObjectRequest.builder()
            .sourceBucket(bucket)
            .sourceKey(source)
            .destinationBucket(bucket)
            .destinationKey(to)
            .acl(settings.acl().orElse(null))
            .storageClass(settings.storageClass().orElse(null))
            .requestPayer(payer)
            .sseCustomerAlgorithm(customerAlgorithm)
            .sseCustomerKey(customerKey)
            .sseCustomerKeyMD5(customerKeyMd5)
            .copySourceSSECustomerAlgorithm(customerAlgorithm)
            .copySourceSSECustomerKey(customerKey)
            .copySourceSSECustomerKeyMD5(customerKeyMd5);
    encryption()
        .ifPresent(
            sse ->
                request
                    .serverSideEncryption(sse)
                    .ssekmsKeyId(kmsKey())
                    .ssekmsEncryptionContext(kmsContext())
                    .bucketKeyEnabled(settings.encryption().bucketKey().orElse(null)));
    return request;
  }

  DeleteObjectRequest.Builder delete(String key) {
    return DeleteObjectRequest.builder().bucket(bucket).key(key).requestPayer(payer);
  }

  DeleteObjectsRequest.Builder deleteAll() {
    return DeleteObjectsRequest.builder().bucket(bucket).requestPayer(payer);
  }

  GetObjectTaggingRequest tags(String key) {
    return GetObjectTaggingRequest.builder().bucket(bucket).key(key).requestPayer(payer).build();
  }

  private Optional<ServerSideEncryption> encryption() {
    return switch (settings.encryption().kind()) {
      case SSE_S3 -> Optional.of(ServerSideEncryption.AES256);
      case SSE_KMS -> Optional.of(ServerSideEncryption.AWS_KMS);
      case DSSE_KMS -> Optional.of(ServerSideEncryption.AWS_KMS_DSSE);
      case NONE, SSE_C -> Optional.empty();
    };
  }

  private String kmsKey() {
    return settings.encryption().kmsKey().orElse(null);
  }

  private String kmsContext() {
    return settings.encryption().kmsContext().orElse(null);
  }

  private String tags() {
    return settings.tags().isEmpty() || !features.has(S3Feature.TAGGING)
        ? null
        : tagText(settings.tags());
  }

  /** Tags as the header has them. */
  static String tagText(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> escaped(tag.getKey()) + "=" + escaped(tag.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
