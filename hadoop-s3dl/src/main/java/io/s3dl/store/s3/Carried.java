package io.s3dl.store.s3;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What goes with an object when it is written anew: its headers, and its encryption unless another
 * one is configured.
 *
 * @param found what the store says of the object
 * @param metadata in the place of its own
 * @param tags as a header has them, or null
 * @param encrypted whether the encryption is configured
 */
record Carried(
    HeadObjectResponse found, Map<String, String> metadata, String tags, boolean encrypted) {

  /** On to an object that is put. */
  PutObjectRequest.Builder onTo(PutObjectRequest.Builder request) {
    request
        .contentEncoding(found.contentEncoding())
        .contentDisposition(found.contentDisposition())
        .contentLanguage(found.contentLanguage())
        .cacheControl(found.cacheControl())
        .expires(expires())
        .websiteRedirectLocation(found.websiteRedirectLocation())
        .tagging(tags);
    request.storageClass(found.storageClassAsString()); // none is said of the ordinary one
    if (!encrypted && kmsKey() != null) {
      request.serverSideEncryption(found.serverSideEncryption()).ssekmsKeyId(kmsKey());
    }
    return request;
  }

  /** On to one that is copied in parts. */
  CreateMultipartUploadRequest.Builder onTo(CreateMultipartUploadRequest.Builder request) {
    request
        .contentEncoding(found.contentEncoding())
        .contentDisposition(found.contentDisposition())
        .contentLanguage(found.contentLanguage())
        .cacheControl(found.cacheControl())
        .expires(expires())
        .websiteRedirectLocation(found.websiteRedirectLocation())
        .tagging(tags);
    request.storageClass(found.storageClassAsString()); // none is said of the ordinary one
    if (!encrypted && kmsKey() != null) {
      request.serverSideEncryption(found.serverSideEncryption()).ssekmsKeyId(kmsKey());
    }
    return request;
  }

  /** On to a copy that replaces what is kept about the object; its tags go by themselves. */
  CopyObjectRequest.Builder onTo(CopyObjectRequest.Builder request) {
    request
        .contentType(found.contentType())
        .contentEncoding(found.contentEncoding())
        .contentDisposition(found.contentDisposition())
        .contentLanguage(found.contentLanguage())
        .cacheControl(found.cacheControl())
        .expires(expires())
        .websiteRedirectLocation(found.websiteRedirectLocation())
        .metadata(metadata);
    request.storageClass(found.storageClassAsString()); // none is said of the ordinary one
    if (!encrypted && kmsKey() != null) {
      request.serverSideEncryption(found.serverSideEncryption()).ssekmsKeyId(kmsKey());
    }
    return request;
  }

  private String kmsKey() {
    return found.serverSideEncryption() == ServerSideEncryption.AES256 ? null : found.ssekmsKeyId();
  }

  private Instant expires() {
    if (found.expiresString() == null) {
      return null;
    }
    try {
      return ZonedDateTime.parse(found.expiresString(), DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant();
    } catch (DateTimeParseException e) { // whatever it says, it is no time
      return null;
    }
  }
}
