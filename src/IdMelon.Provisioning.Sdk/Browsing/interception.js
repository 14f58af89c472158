(send) => {}
