package io.s3dl.store.azure;

import com.azure.core.http.HttpHeaderName;

/** The headers that are not everybody's. */
final class AzureHeaders {

  static final HttpHeaderName VERSION = HttpHeaderName.fromString("x-ms-version");
  static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");
  static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");
  static final HttpHeaderName BLOB_TYPE = HttpHeaderName.fromString("x-ms-blob-type");
  static final HttpHeaderName CONTENT_TYPE = HttpHeaderName.fromString("x-ms-blob-content-type");
  static final HttpHeaderName ACCESS_TIER = HttpHeaderName.fromString("x-ms-access-tier");
  static final HttpHeaderName COPY_SOURCE = HttpHeaderName.fromString("x-ms-copy-source");
  static final HttpHeaderName COPY_ID = HttpHeaderName.fromString("x-ms-copy-id");
  static final HttpHeaderName COPY_STATUS = HttpHeaderName.fromString("x-ms-copy-status");
  static final HttpHeaderName COPY_PROGRESS = HttpHeaderName.fromString("x-ms-copy-progress");
  static final HttpHeaderName COPY_ACTION = HttpHeaderName.fromString("x-ms-copy-action");
  static final HttpHeaderName COPY_REASON =
      HttpHeaderName.fromString("x-ms-copy-status-description");
  static final HttpHeaderName SOURCE_IF_MATCH = HttpHeaderName.fromString("x-ms-source-if-match");

  /** What the names of headers with metadata begin with. */
  static final String METADATA = "x-ms-meta-";

  private AzureHeaders() {}
}
