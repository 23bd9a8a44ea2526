package io.s3dl.store.s3;

/** The requests that are made of a store, as they are counted and named in messages. */
enum RequestKind {
  HEAD("head", "looking at"),
  GET("get", "reading"),
  LIST("list", "listing"),
  PUT("put", "writing"),
  UPLOAD_BEGIN("upload.begin", "beginning to write"),
  UPLOAD_PART("upload.part", "writing"),
  UPLOAD_PART_COPY("upload.part.copy", "copying a part"),
  UPLOAD_COMPLETE("upload.complete", "publishing"),
  UPLOAD_ABORT("upload.abort", "discarding the upload of"),
  UPLOAD_LIST("upload.list", "listing the unfinished uploads below"),
  COPY("copy", "copying"),
  DELETE("delete", "deleting"),
  DELETE_BULK("delete.bulk", "deleting objects, the first of them"),
  TAGS("tags", "reading the tags of");

  private final String counter;
  private final String doing;

  RequestKind(String counter, String doing) {
    this.counter = "s3.requests." + counter;
    this.doing = doing;
  }

  /** The name that such requests are counted by. */
  String counter() {
    return counter;
  }

  /** What is being done to a key, for messages. */
  String doing() {
    return doing;
  }
}
