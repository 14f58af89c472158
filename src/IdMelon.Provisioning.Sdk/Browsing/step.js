(request) => Promise.reject(new Error("not written"))
