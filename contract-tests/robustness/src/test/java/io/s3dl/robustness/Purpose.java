package io.s3dl.robustness;

import io.s3dl.harness.Call;
import java.util.function.Predicate;

/** What requests are for, whichever store they are made of. */
enum Purpose implements Predicate<Call> {
  PUT("PutObject", "Put Blob"),
  /** Azure needs none: parts belong to a name. */
  START("CreateMultipartUpload", ""),
  PART("UploadPart", "Put Block"),
  /** Azure takes over what a blob of this name has already. */
  PART_COPY("UploadPartCopy", ""),
  PARTS_LIST("ListParts", "Get Block List"),
  PUBLISH("CompleteMultipartUpload", "Put Block List"),
  COPY("CopyObject", "Copy Blob"),
  DELETE("DeleteObject", "Delete Blob"),
  DELETE_MANY("DeleteObjects", "Blob Batch"),
  LIST("ListObjectsV2", "List Blobs"),
  HEAD("HeadObject", "Get Blob Properties"),
  GET("GetObject", "Get Blob");

  private final String s3;
  private final String azure;

  Purpose(String s3, String azure) {
    this.s3 = s3;
    this.azure = azure;
  }

  /** Whether a request is for this. */
  @Override
  public boolean test(Call call) {
    return call.kind().equals(s3) || call.kind().equals(azure);
  }
}
