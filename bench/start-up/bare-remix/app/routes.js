export default [{ id: "home", index: true, file: "home.jsx" }];
