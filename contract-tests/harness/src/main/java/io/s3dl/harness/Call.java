package io.s3dl.harness;

import java.util.Map;

/** One request as a server sees it, whichever protocol it speaks. */
public interface Call {

  /** GET, say. */
  String method();

  /** The name of the object, decoded; empty for requests about what objects are in. */
  String key();

  /** The parameters of the address, decoded. */
  Map<String, String> query();

  /** By their names in lower case. */
  Map<String, String> headers();

  /** The name that the service has for the operation, ListObjectsV2 or List Blobs, say. */
  String kind();

  /**
   * A request that has come. All to Azure say which version of the service they mean, and no others
   * do.
   */
  static Call of(String method, String target, Iterable<Map.Entry<String, String>> headers) {
    Target address = Target.of(target);
    Map<String, String> lower = Target.lowerCase(headers);
    return lower.containsKey(AzureCall.VERSION)
        ? AzureCall.of(method, address, lower)
        : S3Call.of(method, address, lower);
  }
}
