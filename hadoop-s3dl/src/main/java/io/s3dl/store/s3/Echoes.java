package io.s3dl.store.s3;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Drops what listings repeat of their request, before the SDK decodes it. Ceph repeats the prefix
 * as it was asked for while it says that it is encoded: a prefix with a percent sign then cannot be
 * decoded, and the listing is lost.
 */
final class Echoes implements ExecutionInterceptor {

  @Override
  public SdkResponse modifyResponse(
      Context.ModifyResponse context, ExecutionAttributes attributes) {
    SdkResponse response = context.response();
    if (response instanceof ListObjectsV2Response objects) {
      return objects.toBuilder().prefix(null).startAfter(null).delimiter(null).build();
    }
    if (response instanceof ListMultipartUploadsResponse uploads) {
      return uploads.toBuilder().prefix(null).keyMarker(null).delimiter(null).build();
    }
    return response;
  }
}
